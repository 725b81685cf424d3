using Trainyard.Contracts;
using Trainyard.Jobs;

namespace Trainyard.Support;

/// <summary>A job that runs outside a worker, and remembers what it reported.</summary>
internal sealed class TestJob(int attempt = 1) : JobContext
{
    public static readonly DateTimeOffset StartedAt = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public List<IRunMessage> Reports { get; } = [];

    public override int Attempt => attempt;

    public override WorkDone Work => new()
    {
        Service = "test",
        Worker = "here/1",
        Attempt = attempt,
        StartedAt = StartedAt,
        Elapsed = TimeSpan.FromSeconds(1),
    };

    public override void Report(IRunMessage progress) => Reports.Add(progress);
}
