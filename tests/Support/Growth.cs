namespace Trainyard.Support;

/// <summary>
/// By how much the cost of something grows when there is eight times as much of it: by eight for what costs its size,
/// by 64 for what costs the square of it. It is the processor time of the process, which a busy machine makes hardly
/// longer, and which whatever runs beside it in the process would count into: for classes that run alone.
/// </summary>
public static class Growth
{
    /// <summary>A growth beyond this, half way between the two, is not that of what costs its size.</summary>
    public const double OfTheSquare = 24;

    private const int Times = 8;
    private const int Tries = 3;

    /// <summary>Below this, what else the process does shows more than what is measured.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);

    /// <summary>The growth from an eighth of the size to all of it, of the least that several tries took.</summary>
    /// <param name="size">The size, which the work is given, as it is an eighth of it.</param>
    /// <param name="work">What is done.</param>
    public static async Task<double> Of(int size, Func<int, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        // What the first call takes to be compiled is not what it costs.
        await work(size / Times);
        var (few, many) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < Tries && Ratio() >= OfTheSquare; i++)
        {
            few = Min(few, await Cost(() => work(size / Times)));
            many = Min(many, await Cost(() => work(size)));
        }

        return Ratio();

        double Ratio() => few == TimeSpan.MaxValue ? double.MaxValue : many / (few > Least ? few : Least);
    }

    /// <summary>The same of work that waits for nothing.</summary>
    public static Task<double> Of(int size, Action<int> work) => Of(size, quantity =>
    {
        work(quantity);
        return Task.CompletedTask;
    });

    private static async Task<TimeSpan> Cost(Func<Task> work)
    {
        // What others left is not collected on its account.
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        await work();
        return Environment.CpuUsage.TotalTime - before;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
