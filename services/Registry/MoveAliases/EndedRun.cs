using Trainyard.Hosting.Retention;
using Trainyard.Persistence.Documents;

namespace Trainyard.Registry.MoveAliases;

/// <summary>A run that ended badly: a move that is decided for it after that is asked of nobody.</summary>
internal sealed record EndedRun(Guid RunId, string Reason, DateTimeOffset At)
{
    public static DocumentCollection<EndedRun> Collection { get; } = new()
    {
        Name = "ended_runs",
        Id = run => run.RunId.ToString(),
        Indexes = [new("at", run => run.At)],
    };
}

/// <summary>Keeps the word that runs ended for as long as the word that they were stopped.</summary>
internal sealed class EndedRunRetention(
    IDocuments<EndedRun> ended, RetentionSettings settings, TimeProvider time) : IRetention
{
    public async Task<IReadOnlyDictionary<string, int>> Apply(CancellationToken cancellation)
    {
        var past = new DocumentQuery { OrderBy = "at" }.AtMost("at", time.GetUtcNow() - settings.StoppedRuns);
        return new Dictionary<string, int>
        {
            ["ended runs"] = await ended.Remove(past, run => $"{run.RunId}", cancellation),
        };
    }
}
