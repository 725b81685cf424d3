using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Store;

/// <summary>A run that needs no work any more: a command that comes in after the word to stop is never begun.</summary>
internal sealed record StoppedRun(Guid RunId, DateTimeOffset At)
{
    public static DocumentCollection<StoppedRun> Collection { get; } = new()
    {
        Name = "stopped_runs",
        Id = run => run.RunId.ToString(),
        Indexes = [new("at", run => run.At)],
    };
}
