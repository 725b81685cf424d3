using System.Text.Json.Serialization;
using Trainyard.Pipelines.Values;

namespace Trainyard.Pipelines.Definition;

/// <summary>A column that the data must have.</summary>
public sealed record ColumnDefinition
{
    /// <summary>The name, as in the source.</summary>
    public required string Name { get; init; }

    /// <summary>The type of its values.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Dates and timestamps: the form in which they are written. Default: ISO 8601.</summary>
    public string? Format { get; init; }

    /// <summary>The unit, for people: minutes, miles, dollars. It may stand beside each number of a text, as in
    /// <c>5.2 kg</c> or <c>$5</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Numbers in texts: what stands before the fraction, a point or a comma. Default: as the source says.
    /// </summary>
    public string? Decimal { get; init; }

    /// <summary>Numbers in texts: what stands between thousands. Default: as the source says, and nothing where the
    /// column says what stands before the fraction.</summary>
    public string? Thousands { get; init; }

    /// <summary>How its numbers are written in texts; null where it says nothing else than the source.</summary>
    [JsonIgnore]
    public NumberFormat? Numbers => Decimal is null && Thousands is null
        ? null
        : new NumberFormat(Decimal?[0] ?? (Thousands is "." ? ',' : '.'), Thousands?[0]);

    /// <summary>One sentence for people.</summary>
    public string? Description { get; init; }

    /// <summary>Numbers: the smallest value allowed. Default: any.</summary>
    public double? Min { get; init; }

    /// <summary>Numbers: the largest value allowed. Default: any.</summary>
    public double? Max { get; init; }

    /// <summary>Categories: the only values allowed. Default: any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether data without the column is rejected. Default: true.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether a value may be missing. Default: true.</summary>
    public bool Nullable { get; init; } = true;
}

/// <summary>The types a column can have.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnType>))]
public enum ColumnType
{
    /// <summary>A whole number, 64 bits, signed.</summary>
    Integer,

    /// <summary>A number, double precision.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A word out of a set.</summary>
    Category,

    /// <summary>Free text; no feature takes it yet.</summary>
    Text,

    /// <summary>A day, without a time.</summary>
    Date,

    /// <summary>A day and a time, without a zone, to the microsecond.</summary>
    Timestamp,
}

/// <summary>For the last arm of a switch over types: one that is added must not pass for another.</summary>
public static class ColumnTypes
{
    /// <summary>What to throw where a type is not known.</summary>
    public static Exception NotKnown(this ColumnType type) =>
        new NotSupportedException($"The column type {type} is not known here.");
}

/// <summary>What happens to columns that the schema does not list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnexpectedColumns>))]
public enum UnexpectedColumns
{
    /// <summary>They are kept, without a word.</summary>
    Allow,

    /// <summary>They are kept, and reported.</summary>
    Warn,

    /// <summary>The data is rejected.</summary>
    Reject,
}
