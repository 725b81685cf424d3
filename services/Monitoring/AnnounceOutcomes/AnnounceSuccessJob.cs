using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Persistence.Documents;

namespace Trainyard.Monitoring.AnnounceOutcomes;

/// <summary>Watches a version from now on, and announces that its run succeeded.</summary>
internal sealed class AnnounceSuccessJob(IDocuments<WatchedVersion> watched, TimeProvider time) : IJob<AnnounceSuccess>
{
    public async Task<IMessage> Run(AnnounceSuccess command, JobContext job, CancellationToken cancellation)
    {
        // The time is stored with the version, so that a repeat announces the same end.
        var version = Describe(command);
        if (!await watched.TryInsert(version, cancellation))
            version = (await watched.Find(WatchedVersion.IdOf(command.RunId), cancellation))!.Document;
        return TrainingSucceeded.Of(command, version.Since);
    }

    private WatchedVersion Describe(AnnounceSuccess command) => new()
    {
        RunId = command.RunId,
        Model = command.Model,
        Version = command.Version,
        Alias = command.Alias,
        Definition = command.Definition,
        Metrics = command.Metrics,
        Since = time.GetUtcNow(),
    };
}
