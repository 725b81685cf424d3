using Trainyard.Contracts;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.DrawDiagrams;

/// <summary>The words that a diagram puts beside a message.</summary>
internal static class Texts
{
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => $"{duration.TotalMilliseconds:0} ms",
        { TotalMinutes: < 1 } => $"{duration.TotalSeconds:0.0} s",
        { TotalHours: < 1 } => $"{(int)duration.TotalMinutes} min {duration.Seconds} s",
        _ => $"{(int)duration.TotalHours} h {duration.Minutes} min",
    };

    /// <summary>
    /// How long the work took, how long it waited where that is most of it, and on which attempt it went well.
    /// </summary>
    public static string Work(WorkDone? work, TimeSpan? wait = null)
    {
        if (work is null)
            return "";
        var waited = wait - work.Elapsed is { TotalSeconds: > 1 } idle ? $", waited {Duration(idle)}" : "";
        return $" in {Duration(work.Elapsed)}{waited}{(work.Attempt > 1 ? $", attempt {work.Attempt}" : "")}";
    }

    public static string Gate(IReadOnlyList<GateCheck> gate) =>
        gate.Count == 0 ? "" : ": " + string.Join(", ", gate.Select(check =>
            $"{check.Metric} {(check.Observed is { } figure ? FigureText.Of(figure, check.Threshold) : "none")} "
            + $"{(check.IsMet ? "is" : "is not")} {check.Comparison} {FigureText.Threshold(check.Threshold)}"));
}
