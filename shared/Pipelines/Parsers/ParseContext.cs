using Trainyard.Contracts;

namespace Trainyard.Pipelines.Parsers;

/// <summary>
/// What comes together while a file is read: its problems, and what the rules across sections need to know.
/// </summary>
internal sealed class ParseContext
{
    /// <summary>Nobody reads more problems at once, and looking for what was meant takes time.</summary>
    private const int MostProblems = 200;

    /// <summary>A message quotes what people wrote, which may be a page without a blank.</summary>
    private const int LongestMessage = 1000;

    private readonly List<PipelineProblem> _problems = [];

    /// <summary>All problems, in the order of the file, each once; at most 200, and then it says so.</summary>
    public IReadOnlyList<PipelineProblem> Problems
    {
        get
        {
            var all = _problems.Distinct().OrderBy(p => p.Line).ThenBy(p => p.Column).ToArray();
            if (all.Length < MostProblems) return all;
            var last = all[^1] with { Path = "", Message = "There are more problems than these." };
            return [.. all[..(MostProblems - 1)], last];
        }
    }

    /// <summary>What was probably meant; for the whole file, so that its cost has a bound.</summary>
    public Suggestions Suggestions { get; } = new();

    /// <summary>Whether there are so many problems that looking for more is no help.</summary>
    public bool IsFull => _problems.Count >= MostProblems;

    /// <summary>The columns of the schema by name; the type is unknown where it could not be read.</summary>
    public Dictionary<string, ColumnType?> Declared { get; } = new(StringComparer.Ordinal);

    /// <summary>The values that the schema allows, for columns where it lists them.</summary>
    public Dictionary<string, IReadOnlyList<string>> DeclaredValues { get; } = new(StringComparer.Ordinal);

    /// <summary>Columns that the source leaves out.</summary>
    public HashSet<string> Ignored { get; } = new(StringComparer.Ordinal);

    /// <summary>Every place that names a column.</summary>
    public List<ColumnMention> Columns { get; } = [];

    /// <summary>Every place that names a metric.</summary>
    public List<MetricMention> Metrics { get; } = [];

    /// <summary>Every expression that could be parsed.</summary>
    public List<ExpressionMention> Expressions { get; } = [];

    /// <summary>Notes a problem with the value at a place.</summary>
    public void Complain(Place place, string message)
    {
        var origin = place.Node.Override is { } path ? $" (This comes from the override of {path}.)" : "";
        Complain(place.Node.Line, place.Node.Column, place.Path, message + origin);
    }

    /// <summary>Notes a problem at a position.</summary>
    public void Complain(int line, int column, string path, string message) =>
        _problems.Add(new PipelineProblem(line, column, path, ShortText.Of(message, LongestMessage)));
}

/// <summary>A value and where it stands.</summary>
/// <param name="Node">The value.</param>
/// <param name="Path">Its path, for example <c>features[1].columns</c>.</param>
/// <param name="Name">The key it stands under; empty for items of a list.</param>
internal readonly record struct Place(Node Node, string Path, string Name)
{
    private const int LongestKey = 103;

    /// <summary>The value of a key.</summary>
    public Place Under(string key, Node node)
    {
        // Names of what lies below begin with it: a long one would be written again for each.
        if (key.Length > LongestKey) return Under(ShortText.Of(key, LongestKey - 3), node) with { Name = key };
        var name = key.Length > 0 && key.All(c => char.IsLetterOrDigit(c) || c is '_' or '-') ? key : $"`{key}`";
        return new Place(node, Path.Length == 0 ? name : $"{Path}.{name}", key);
    }

    /// <summary>An item of a list.</summary>
    public Place Item(int index, Node node) => new(node, $"{Path}[{index}]", "");
}

/// <summary>What a column is named for.</summary>
internal enum ColumnUse
{
    /// <summary>A feature is made from it.</summary>
    Feature,

    /// <summary>It is, or makes, what is predicted.</summary>
    Target,

    /// <summary>Anything else: a rule, the split, cleaning.</summary>
    Other,
}

/// <summary>What a column must be for its use.</summary>
internal enum ColumnNeed
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A number or a boolean.</summary>
    Amount,

    /// <summary>A word, or a whole number or boolean that is a name.</summary>
    Name,

    /// <summary>A day or a time.</summary>
    Time,
}

/// <summary>A place that names a column.</summary>
internal sealed record ColumnMention(string Column, Place Place, ColumnUse Use, ColumnNeed Need);

/// <summary>A place that names a metric.</summary>
internal sealed record MetricMention(string Metric, Place Place);

/// <summary>A place that holds an expression.</summary>
internal sealed record ExpressionMention(Expression Expression, Place Place, ColumnUse Use);
