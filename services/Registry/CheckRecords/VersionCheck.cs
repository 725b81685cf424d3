using System.Runtime.CompilerServices;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.CheckRecords;

/// <summary>Every version has all it came from, and no run has two.</summary>
internal sealed class VersionCheck(IDocuments<ModelVersion> versions, BlobsNamed blobs) : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        var runs = new Dictionary<Guid, string>();
        await foreach (var version in versions.All(new DocumentQuery(), cancellation))
        {
            var id = ModelVersion.IdOf(version.Model, version.Version);
            foreach (var missing in blobs.Missing(
                "version-without-blob", id, version.RegisteredAt, $"Version {version.Version} of {version.Model}",
                ("model", version.Artifact), ("definition", version.Definition), ("snapshot", version.Snapshot),
                ("features", version.Features), ("report", version.Report)))
            {
                yield return missing;
            }

            if (!runs.TryAdd(version.RunId, id))
            {
                yield return new Violation(
                    "two-versions-of-one-run", id, version.RegisteredAt,
                    $"Run {version.RunId} has registered {runs[version.RunId]} and {id}; a run registers at most one.",
                    "Both hold the same model; deploy neither anew before you know how it came about, and report it.");
            }
        }
    }
}
