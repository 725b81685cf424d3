using Trainyard.Persistence.Documents;

namespace Trainyard.Pipeline.RetainRuns;

/// <summary>A run that is being removed, written down before it goes: what belongs to it goes after it, and a kill in
/// between would leave that to nobody.</summary>
internal sealed record LeavingRun(Guid RunId, DateTimeOffset At)
{
    public static DocumentCollection<LeavingRun> Collection { get; } = new()
    {
        Name = "leaving_runs",
        Id = run => run.RunId.ToString(),
        Indexes = [new("at", run => run.At)],
    };
}
