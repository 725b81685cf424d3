using System.Globalization;
using System.Text;
using Trainyard.Contracts;
using Trainyard.Ingestion.CheckData;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.FetchData.Words;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Jobs.Budget;
using Trainyard.Metrics;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData.Look;

/// <summary>Whether a column can be the target: what has more words than two is not binary, and the positive class is
/// one of the two.</summary>
internal sealed class LookedTarget(PipelineDefinition definition, bool isWhole, int looked)
{
    private readonly TargetDefinition _target = definition.Target;

    private readonly NamedColumns _named = new(definition);
    private bool _showsValues;

    public async Task<IReadOnlyList<Finding>> Problems(
        LookedValues values, QualityReport report, CancellationToken cancellation)
    {
        if (_target.Expression is not null
            || report.Columns.FirstOrDefault(column => column.Name == _target.Name) is not { } column)
            return [];
        // A file whose columns have no names is known by none, and what has none of those that are named is no table.
        _showsValues = _named.AreOfTheFile && _named.AreIn(report.Columns.Select(seen => seen.Name));
        var isWord = column.Type is ColumnType.Category or ColumnType.Text;
        if (_target.Task is LearningTask.Regression && column.Type is ColumnType.Date or ColumnType.Timestamp)
            return IsSettled
                ? [Problem(
                    $"a regression learns a number, and the target '{_target.Name}' is a time", "times", "numbers")]
                : [];
        if (_target.Task is LearningTask.Regression)
            return isWord && await Values() is { Count: > 0 } words && (IsSettled || LookedValues.StayWords(words))
                ? [Problem(
                    $"a regression learns a number, and the target '{_target.Name}' holds words", "words", "numbers")]
                : [];
        if (isWhole && await Values() is [var only])
            return [Problem(
                $"the target '{_target.Name}' has one class only"
                + (_showsValues ? $", '{Shown.Value(only)}'" : "") + ", so that there is nothing to learn", "1 class",
                "2 classes or more")];
        // Cleaning may leave rows out, and with them a class.
        if (_target.Task is not LearningTask.Binary
            || definition.Cleaning.Any(step => step is KeepWhere or DropMissing))
            return [];
        if (column.Type is ColumnType.Boolean)
            return IsSettled ? Lacks(["false", "true"]) : [];
        if (!isWord && column.Type is not ColumnType.Integer)
            return [];
        var classes = await Values();
        var others = isWhole ? "" : $" in the first {looked} rows";
        return classes.Count switch
        {
            < 2 => [],
            2 => Lacks(classes),
            _ => [Problem(
                $"a binary target has two classes, and '{_target.Name}' has more{others}"
                + (_showsValues
                    ? $": {string.Join(", ", classes.Take(3).Select(Word))}.{MissingHint(classes)}"
                    : ""),
                "3 classes or more", "2 classes")],
        };

        Task<List<string>> Values() => values.Of(_target.Name, cancellation);
    }

    /// <summary>Whether other rows leave the column the type that it has.</summary>
    private bool IsSettled => isWhole || definition.Schema.Any(column => column.Name == _target.Name);

    // Classes that look the same are why there are more.
    private static string Word(string text) => Shown.Value(WordForms.Seen(text));

    private string MissingHint(List<string> classes)
    {
        var signs = classes.Where(value => MissingSigns.Contains(Encoding.UTF8.GetBytes(value.Trim()))).ToList();
        var declared = definition.Source is FileSource file ? file.NullValues : [];
        return signs.Count == 0
            ? ""
            : $" If {string.Join(" and ", signs.Select(sign => $"'{sign}'"))} {(signs.Count == 1 ? "says" : "say")}"
                + $" that the value is missing, write {Mending.Nulls(declared, signs)} into source.";
    }

    private Finding[] Lacks(List<string> classes) => _target.Positive is { } positive && !classes.Contains(positive)
        ? [Problem(
            $"the positive class '{positive}' does not occur in '{_target.Name}'."
            + (_showsValues ? $" {Spelling.Suggest(positive, classes)}" : ""),
            _showsValues ? Shown.Value(string.Join(", ", classes)) : "two other words", positive)]
        : [];

    private Finding Problem(string what, string observed, string allowed) => new()
    {
        Rule = "target",
        Message = $"{definition.Source.Shown}: {what}{(what.EndsWith('.') || what.EndsWith('?') ? "" : ".")}",
        Column = _target.Name,
        Observed = observed,
        Allowed = allowed,
    };
}
