using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Quality;

namespace Trainyard.Ingestion.CheckData;

/// <summary>Holds a snapshot against one quality rule.</summary>
internal interface IRuleCheck
{
    /// <summary>The columns that the pipeline file names in it.</summary>
    IEnumerable<string> Named => [];

    /// <summary>What rows are held against, to be counted beforehand, in the one pass that answers all rules.</summary>
    IEnumerable<RowCondition> Counted => [];

    /// <summary>What the rule says, once for each thing that it is about.</summary>
    Task<IReadOnlyList<RuleAnswer>> Answers(CheckedSnapshot snapshot, CancellationToken cancellation);
}

/// <summary>A condition of rows about one column; a snapshot without the column is not asked.</summary>
/// <param name="Column">The column.</param>
/// <param name="Sql">The condition in SQL, by the type that the column has in the snapshot.</param>
internal sealed record RowCondition(string Column, Func<ColumnType, string> Sql);

/// <summary>
/// The check of one kind of rule, which its constructor takes. A class that says so is found; nothing else names it.
/// </summary>
/// <typeparam name="TRule">What the pipeline file says of it.</typeparam>
internal interface IRuleCheck<TRule> : IRuleCheck
    where TRule : QualityRule;

/// <summary>The checks of this service, found by the rule that each is for.</summary>
internal static class RuleChecks
{
    /// <summary>All of them.</summary>
    public static KindClasses All { get; } = new(QualityRules.All, typeof(IRuleCheck<>), typeof(RuleChecks).Assembly);

    /// <summary>The check of a rule.</summary>
    public static IRuleCheck Of(QualityRule rule) => All.Create<IRuleCheck>(rule);
}
