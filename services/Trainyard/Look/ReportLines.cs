using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Look;

/// <summary>What validation found, for people: where the model takes one class for another, how it does on each, and
/// what its features are worth.</summary>
internal static class ReportLines
{
    /// <summary>Classes that a table has room for.</summary>
    private const int MostClasses = 12;

    private const int MostFeatures = 20;

    public static void Show(ValidationReportView report)
    {
        if (report is { Classes: { Count: <= MostClasses } classes, Confusion: { } confusion })
        {
            Table(
                "Rows by true class (down) and predicted class (across):", ["", .. classes],
                classes.Zip(confusion, (name, row) => new[] { name }.Concat(row.Select(rows => $"{rows:N0}"))));
        }

        if (report.ByClass is { Count: > 0 } byClass)
        {
            Table(
                "By class:", ["CLASS", "ROWS", "PREDICTED", "PRECISION", "RECALL", "F1"],
                byClass.Select(one => new[]
                {
                    one.Class, $"{one.Support:N0}", $"{one.Predicted:N0}", Figure(one.Precision), Figure(one.Recall),
                    Figure(one.F1),
                }));
        }

        if (report.Importance is { Features: { Count: > 0 } features } importance)
        {
            Table(
                $"Features by how much worse {importance.Metric} gets when shuffled in {importance.Rows:N0} "
                + "held-out rows, and their share of the gain:",
                ["FEATURE", "WORSE BY", "GAIN"],
                features.Take(MostFeatures).Select(one => new[]
                {
                    one.Feature, Figure(one.Drop), Figure(one.Gain),
                }));
            if (features.Count > MostFeatures)
                Screen.Line($"  and {features.Count - MostFeatures} more");
            if (features.Count(one => one.Drop is null) is var left and > 0)
                Screen.Line($"  Not measured by shuffling: {left} of {features.Count}, with the least gain.");
        }
        else if (report.ImportanceLeftOut is { } why)
        {
            Screen.Line();
            Screen.Line($"What features are worth was not measured. {why}");
        }
    }

    private static void Table(string title, string[] head, IEnumerable<IEnumerable<string>> rows)
    {
        Screen.Line();
        Screen.Line(title);
        foreach (var line in Lines.InColumns([head, .. rows.Select(row => row.ToArray())]))
            Screen.Line("  " + line);
    }

    private static string Figure(double? figure) => figure is { } known ? Words.Figure(known) : "-";
}
