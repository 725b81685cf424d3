using System.Text.Json.Serialization;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.CheckData;

/// <summary>What is known of a column of a snapshot: its part of the quality report.</summary>
internal sealed record ColumnFacts
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The type in the snapshot; category stands for every text.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Missing values.</summary>
    public required long Nulls { get; init; }

    /// <summary>Missing values as a share of the rows, 0 to 1.</summary>
    public required double NullShare { get; init; }

    /// <summary>Different values, estimated (HyperLogLog, a few per cent off), and never more than there are
    /// values.</summary>
    public required long Distinct { get; init; }

    /// <summary>The smallest value, as text, shortened to 60 characters.</summary>
    public string? Min { get; init; }

    /// <summary>The largest value, as text, shortened to 60 characters.</summary>
    public string? Max { get; init; }

    /// <summary>Numbers: the mean, to 12 digits.</summary>
    public double? Mean { get; init; }

    /// <summary>Numbers: the values below which 5, 25, 50, 75 and 95 per cent of the values lie, exactly.</summary>
    public IReadOnlyList<double>? Quantiles { get; init; }

    /// <summary>Numbers: the smallest and the largest, to hold against a range.</summary>
    [JsonIgnore]
    public (double Min, double Max)? Range { get; init; }
}
