using System.Text.Json.Serialization;

namespace Trainyard.Pipelines.Values;

/// <summary>How the values of a column are written in its source, declared or found: a row of a request is read the
/// same way. What is absent is written the way that needs no option.</summary>
public sealed record ColumnForm
{
    /// <summary>Numbers in texts. Default: with a point before the fraction, and nothing else.</summary>
    public NumberFormat? Numbers { get; init; }

    /// <summary>Days and times: the form, as the schema writes one. Default: ISO 8601.</summary>
    public string? Times { get; init; }

    /// <summary>Times: whether each has a zone, so that the column has them in UTC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasZone { get; init; }

    /// <summary>Whether it says nothing.</summary>
    [JsonIgnore]
    public bool IsPlain => this == new ColumnForm();
}
