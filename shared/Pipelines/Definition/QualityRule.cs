using System.Text.Json.Serialization;

namespace Trainyard.Pipelines;

/// <summary>A rule that a snapshot is held against.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "rule")]
[JsonDerivedType(typeof(RowsRule), "rows")]
[JsonDerivedType(typeof(NullsRule), "nulls")]
[JsonDerivedType(typeof(RangeRule), "range")]
[JsonDerivedType(typeof(ValuesRule), "values")]
[JsonDerivedType(typeof(UniqueRule), "unique")]
public abstract record QualityRule
{
    /// <summary>Whether data that breaks the rule is rejected or reported only. Default: reject.</summary>
    public Otherwise Otherwise { get; init; } = Otherwise.Reject;
}

/// <summary>What a broken rule leads to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Otherwise>))]
public enum Otherwise
{
    /// <summary>The data is rejected, and the run with it.</summary>
    Reject,

    /// <summary>The finding is reported, and the run goes on.</summary>
    Warn,
}

/// <summary><c>rows</c>: how many rows there must be.</summary>
public sealed record RowsRule : QualityRule
{
    /// <summary>At least so many. Default: 1.</summary>
    public long Min { get; init; } = 1;

    /// <summary>At most so many. Default: any.</summary>
    public long? Max { get; init; }
}

/// <summary><c>nulls</c>: how much may be missing.</summary>
public sealed record NullsRule : QualityRule
{
    /// <summary>The columns; empty means all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The largest share of missing values, 0 to 1. In the file also as a percentage.</summary>
    public required double Max { get; init; }
}

/// <summary><c>range</c>: between which values a column lies.</summary>
public sealed record RangeRule : QualityRule
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>The smallest value allowed. Default: any.</summary>
    public double? Min { get; init; }

    /// <summary>The largest value allowed. Default: any.</summary>
    public double? Max { get; init; }
}

/// <summary><c>values</c>: which values a column may have.</summary>
public sealed record ValuesRule : QualityRule
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>The only values allowed, as text.</summary>
    public required IReadOnlyList<string> Allowed { get; init; }
}

/// <summary><c>unique</c>: columns that together name a row.</summary>
public sealed record UniqueRule : QualityRule
{
    /// <summary>The columns; empty means all, that is, no row twice.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}
