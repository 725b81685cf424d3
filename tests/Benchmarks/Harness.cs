using System.Diagnostics;

namespace Trainyard.Benchmarks;

/// <summary>
/// Holds two ways of doing the same against each other: pairs of runs, one right after the other so that whatever else
/// the machine does hits both, in changing order; the ratio of each pair; their median and its 95 % interval.
/// </summary>
internal static class Harness
{
    /// <summary>Runs pairs and gives the ratio of their times, ours divided by theirs.</summary>
    /// <param name="pairs">How many pairs count; 6 are the fewest that have an interval.</param>
    /// <param name="ours">Does the work our way. What it returns is disposed outside of the measured time.</param>
    /// <param name="theirs">Does the same work the other way.</param>
    /// <param name="warmUps">Pairs that don't count, for just-in-time compilation and caches. Default: 1.</param>
    public static Ratios Compare(int pairs, Func<IDisposable?> ours, Func<IDisposable?> theirs, int warmUps = 1)
    {
        var ratios = new List<double>();
        for (var pair = -warmUps; pair < pairs; pair++)
        {
            var oursFirst = pair % 2 == 0;
            var first = Time(oursFirst ? ours : theirs);
            var second = Time(oursFirst ? theirs : ours);
            var (our, their) = oursFirst ? (first, second) : (second, first);
            Console.WriteLine(
                $"  {(pair < 0 ? "warm-up" : $"pair {pair + 1,2}")}  ours {our.TotalMilliseconds,8:F0} ms   "
                + $"theirs {their.TotalMilliseconds,8:F0} ms   time ratio {our / their:F3}");
            if (pair >= 0) ratios.Add(our / their);
        }
        return new Ratios(ratios);
    }

    /// <summary>The closing line of a scenario whose ratio must not be above a target; true when it is met.</summary>
    public static bool CloseAtMost(string scenario, Ratios ratios, double target) =>
        Close(scenario, ratios, target, ratios.Median <= target);

    /// <summary>The closing line of a scenario whose ratio must not be below a target; true when it is met.</summary>
    public static bool CloseAtLeast(string scenario, Ratios ratios, double target) =>
        Close(scenario, ratios, target, ratios.Median >= target);

    private static bool Close(string scenario, Ratios ratios, double target, bool isMet)
    {
        Console.WriteLine(
            $"{scenario}: ratio {ratios.Median:F2} ({ratios.Low:F2}..{ratios.High:F2}) target {target:0.##}");
        return isMet;
    }

    private static TimeSpan Time(Func<IDisposable?> work)
    {
        // Garbage of the one must not be collected at the expense of the other.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = Stopwatch.GetTimestamp();
        using var result = work();
        return Stopwatch.GetElapsedTime(start);
    }
}
