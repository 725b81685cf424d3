namespace Trainyard.Pipelines.Quality;

/// <summary>All that is known of a rule without the code that checks it.</summary>
public sealed class QualityRuleKind : Kind
{
    internal QualityRuleKind(string name, Type definition, MapParser<QualityRule> parser)
        : base(name, definition) =>
        Parser = parser;

    /// <summary>Whether its name alone is a rule, without anything under it.</summary>
    internal bool StandsAlone { get; init; }

    /// <summary>What stands under its name.</summary>
    internal MapParser<QualityRule> Parser { get; }
}
