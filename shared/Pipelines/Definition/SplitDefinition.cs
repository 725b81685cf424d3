using System.Text.Json.Serialization;

namespace Trainyard.Pipelines.Definition;

/// <summary>How rows are held out. The split comes before anything is learned.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "by")]
[JsonDerivedType(typeof(RandomSplit), "random")]
[JsonDerivedType(typeof(StratifiedSplit), "stratified")]
[JsonDerivedType(typeof(TimeSplit), "time")]
public abstract record SplitDefinition;

/// <summary>
/// <c>random</c>: each row is held out with the same chance, drawn from the run's seed and the row's number.
/// </summary>
public sealed record RandomSplit : SplitDefinition
{
    /// <summary>The share that is held out, above 0 and below 1. Default: 0.2.</summary>
    public double HeldOut { get; init; } = 0.2;
}

/// <summary><c>stratified</c>: the same share of each class is held out.</summary>
public sealed record StratifiedSplit : SplitDefinition
{
    /// <summary>The share that is held out, above 0 and below 1. Default: 0.2.</summary>
    public double HeldOut { get; init; } = 0.2;

    /// <summary>The column whose classes are kept in proportion. Default: the target.</summary>
    public string? Column { get; init; }
}

/// <summary><c>time</c>: what came first trains, what came later is held out.</summary>
public sealed record TimeSplit : SplitDefinition
{
    /// <summary>The column that holds the time: a timestamp or a date.</summary>
    public required string Column { get; init; }

    /// <summary>Rows before this time train, the others are held out; rows without a time are dropped.</summary>
    public DateTime? TrainBefore { get; init; }

    /// <summary>Without <see cref="TrainBefore"/>: the latest share that is held out. Default: 0.2.</summary>
    public double? HeldOut { get; init; }
}
