using System.Text.Json.Serialization;

namespace Trainyard.Ingestion.CheckData;

/// <summary>
/// What a rule said of a snapshot. All of them stand in the quality report, the broken ones also in the findings.
/// </summary>
internal sealed record RuleAnswer
{
    /// <summary>The rule by its name in the pipeline file.</summary>
    public required string Rule { get; init; }

    /// <summary>The column, where the rule is about one.</summary>
    public string? Column { get; init; }

    /// <summary>What was found.</summary>
    public required string Observed { get; init; }

    /// <summary>What is allowed.</summary>
    public required string Allowed { get; init; }

    /// <summary>Whether the snapshot keeps the rule.</summary>
    public required bool Holds { get; init; }

    /// <summary>Whether the rule only warns.</summary>
    public bool Warns { get; init; }

    /// <summary>The first row that breaks the rule, from 1, where a row shows it.</summary>
    public long? Row { get; init; }

    /// <summary>What is wrong, as a sentence; the row comes in front of it.</summary>
    [JsonIgnore]
    public string Complaint { get; init; } = "";

    /// <summary>The SQL condition of the rows that break the rule, where rows do.</summary>
    [JsonIgnore]
    public string? Offends { get; init; }
}
