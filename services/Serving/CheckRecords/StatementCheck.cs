using System.Runtime.CompilerServices;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Serving.DeployModels;

namespace Trainyard.Serving.CheckRecords;

/// <summary>What is deployed is what the registry signed. What is not is never loaded, but whatever answered before
/// goes on.</summary>
internal sealed class StatementCheck(IDocuments<Deployment> deployments, StatementChecker statements)
    : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var deployed in deployments.All(new DocumentQuery(), cancellation))
        {
            if (Violation(deployed) is { } violation)
                yield return violation;
        }
    }

    private Violation? Violation(Deployment deployed)
    {
        var name = $"{deployed.Model} {deployed.Alias}, version {deployed.Version},";
        try
        {
            var difference = StatementChecker.Difference(deployed, statements.Open(deployed));
            return difference is null
                ? null
                : Of("deployment-differs-from-statement", $"{name} is not what was signed. {difference}",
                    "Whoever may write to the store of Serving, or publish DeployModel, can have written it. Move the "
                    + "alias to the version that it should have, and look at who may.");
        }
        catch (StatementException problem)
        {
            return Of("deployment-not-signed", $"{name} is not signed as it should be. {problem.Message}",
                "It can't be loaded again. Move the alias to a version whose key is trusted, or put the public key "
                + "back if its trust was withdrawn by mistake.");
        }

        Violation Of(string kind, string sentence, string remedy) => new(
            kind, Deployment.IdOf(deployed.Model, deployed.Alias), deployed.DeployedAt, sentence, remedy);
    }
}
