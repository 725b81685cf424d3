using System.Globalization;

using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Rows;

/// <summary>What the pipeline file allows a column to hold: by its schema, which refuses, and by its quality rules,
/// which refuse or warn.</summary>
internal sealed class InputLimits
{
    /// <summary>Allowed values that a message lists.</summary>
    private const int MostShown = 20;

    private const int LongestShown = 100;

    private readonly string _column;
    private readonly List<Limit> _limits = [];

    public InputLimits(InputColumn input)
    {
        _column = input.Name;
        Add(input.Type, input.Min, input.Max, input.Values, "by the schema of the pipeline", warns: false);
        foreach (var rule in input.Rules ?? [])
        {
            Add(input.Type, rule.Min, rule.Max, rule.Values, "by a quality rule of the pipeline", rule.Warns);
        }
    }

    /// <summary>Holds a value against them, and adds what is wrong.</summary>
    /// <param name="cell">The value.</param>
    /// <param name="shown">As the request brought it.</param>
    /// <param name="problems">What is wrong with the row; made where there is something.</param>
    public void Check(in Cell cell, Func<string> shown, ref List<RowProblem>? problems)
    {
        for (var i = 0; i < _limits.Count; i++)
        {
            if (_limits[i].Complain(_column, cell, shown) is { } complaint)
            {
                (problems ??= []).Add(new RowProblem(_column, complaint)
                {
                    IsWarning = _limits[i].Warns,
                    About = _limits[i].Warns ? $"quality_rule_{i + 1}" : null,
                });
            }
        }
    }

    /// <summary>Whether there are any.</summary>
    public bool Any => _limits.Count > 0;

    private void Add(
        ColumnType type, double? min, double? max, IReadOnlyList<string>? values, string by, bool warns)
    {
        var isAmount = type is ColumnType.Integer or ColumnType.Number or ColumnType.Boolean;
        if (isAmount && (min is not null || max is not null))
            _limits.Add(new Range(min, max, by, warns));
        if (values is not null)
            _limits.Add(new Choice(type, values, by, warns));
    }

    private static string Shown(string text) => ShortText.Of(text, LongestShown);

    private abstract record Limit(string By, bool Warns)
    {
        public abstract string? Complain(string column, in Cell cell, Func<string> shown);
    }

    private sealed record Range(double? Min, double? Max, string By, bool Warns) : Limit(By, Warns)
    {
        public override string? Complain(string column, in Cell cell, Func<string> shown) =>
            cell.Number < Min || cell.Number > Max
                ? $"Column '{column}' goes {Allowed} {By}, and is {shown()}."
                : null;

        private string Allowed => (Min, Max) switch
        {
            ({ } min, { } max) => $"from {Text(min)} to {Text(max)}",
            ({ } min, null) => $"from {Text(min)} on",
            (null, { } max) => $"up to {Text(max)}",
            (null, null) => throw new InvalidOperationException("What has no bounds allows all."),
        };

        private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private sealed record Choice(ColumnType Type, IReadOnlyList<string> Values, string By, bool Warns)
        : Limit(By, Warns)
    {
        private readonly HashSet<string> _words = new(Values, StringComparer.Ordinal);

        // A number is the same however it is written.
        private readonly HashSet<double> _numbers =
        [
            .. Values.Select(value =>
                double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : double.NaN),
        ];

        public override string? Complain(string column, in Cell cell, Func<string> shown)
        {
            var fits = Type switch
            {
                ColumnType.Integer or ColumnType.Number => _numbers.Contains(cell.Number),
                ColumnType.Category or ColumnType.Text => _words.Contains(cell.Word!),
                // As the data is held against them: with a blank between day and time.
                ColumnType.Boolean or ColumnType.Date or ColumnType.Timestamp =>
                    _words.Contains(WordSource.Write(cell.Number, Type).Replace('T', ' ')),
                _ => throw Type.NotKnown(),
            };
            if (fits)
                return null;
            var names = Values.Take(MostShown).Select(Shown);
            var more = Values.Count > MostShown ? " and more" : "";
            return $"Column '{column}' is one of {string.Join(", ", names)}{more} {By}, not "
                + $"{(cell.Word is { } word ? $"'{Shown(word)}'" : shown())}.";
        }
    }
}
