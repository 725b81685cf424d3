using System.Text.Json.Serialization;

namespace Trainyard.Pipelines.Quality;

/// <summary>A rule that a snapshot is held against.</summary>
public abstract record QualityRule
{
    /// <summary>The key that every rule has.</summary>
    internal static readonly Key<Otherwise> Else = Key.Optional(
        "otherwise",
        "What a broken rule leads to: the data is rejected, or a warning is reported. A rule about the values of one "
        + "column holds for rows of requests too: they are refused, or warned about.",
        new ChoiceParser<Otherwise>(),
        Otherwise.Reject);

    /// <summary>Any column.</summary>
    internal static readonly ColumnParser AnyColumn = new(ColumnUse.Other, ColumnNeed.Any);

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
