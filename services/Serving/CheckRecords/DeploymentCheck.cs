using System.Runtime.CompilerServices;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Serving.DeployModels;

namespace Trainyard.Serving.CheckRecords;

/// <summary>What is deployed can be loaded again.</summary>
internal sealed class DeploymentCheck(IDocuments<Deployment> deployments, BlobsNamed blobs) : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var deployed in deployments.All(new DocumentQuery(), cancellation))
        {
            foreach (var missing in blobs.Missing(
                "deployment-without-blob", Deployment.IdOf(deployed.Model, deployed.Alias), deployed.DeployedAt,
                $"{deployed.Model} {deployed.Alias}, version {deployed.Version},", ("model", deployed.Artifact)))
            {
                yield return missing;
            }
        }
    }
}
