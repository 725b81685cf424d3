namespace Trainyard.Benchmarks.PipelineVsPlain;

/// <summary>Times may be compared only where the work is the same.</summary>
internal static class SameFigures
{
    public static void Check(IReadOnlyDictionary<string, double> ours, IReadOnlyDictionary<string, double> theirs)
    {
        foreach (var (metric, figure) in theirs)
        {
            if (!ours.TryGetValue(metric, out var our) || Math.Abs(our - figure) > 1e-9)
                throw new InvalidOperationException($"The two ways differ: {metric} is {our} and {figure}.");
        }

        Console.WriteLine($"  both: {string.Join(", ", theirs.Select(metric => $"{metric.Key} {metric.Value:F4}"))}");
    }
}
