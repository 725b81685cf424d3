using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Jobs.Budget;

namespace Trainyard.Support;

/// <summary>A job that runs outside a worker, and remembers what it reported and kept.</summary>
/// <param name="attempt">The attempt.</param>
/// <param name="checkpoint">What an attempt before it kept.</param>
/// <param name="keeps">Whether checkpoints are due.</param>
public sealed class TestJob(int attempt = 1, ArtifactReference? checkpoint = null, bool keeps = false) : JobContext
{
    public static readonly DateTimeOffset StartedAt = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public List<IMessage> Reports { get; } = [];

    public List<ArtifactReference> Checkpoints { get; } = [];

    /// <summary>What it may take.</summary>
    public WorkShare Given { get; init; } = WorkShare.OfWorkAlone;

    public override WorkShare Share => Given;

    public override int Attempt => attempt;

    public override ArtifactReference? Checkpoint => checkpoint;

    public override bool IsCheckpointDue => keeps;

    public override WorkDone Work => new()
    {
        Service = "test",
        Worker = "here/1",
        Attempt = attempt,
        StartedAt = StartedAt,
        Elapsed = TimeSpan.FromSeconds(1),
    };

    public override void Report(IMessage progress) => Reports.Add(progress);

    public override void KeepCheckpoint(Func<CancellationToken, Task<ArtifactReference>> store) =>
        Checkpoints.Add(store(CancellationToken.None).GetAwaiter().GetResult());
}
