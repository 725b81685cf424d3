using System.Runtime.CompilerServices;
using Trainyard.Hosting;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.CheckRecords;

/// <summary>Every version is what was signed about it, by a key that is trusted.</summary>
internal sealed class StatementCheck(IDocuments<ModelVersion> versions, TrustFolder trust) : IConsistencyCheck
{
    private const string Untouched =
        "Whoever may write to the store of Registry can have changed the version; what is signed can't be. Bring the "
        + "version back from a backup, and look at who may write there.";

    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var keys = TrustedKeys.Of(trust.Path);
        await foreach (var version in versions.All(new DocumentQuery(), cancellation))
        {
            if (keys.Ids.Count == 0)
            {
                // A statement a version would say no more than this.
                yield return new Violation(
                    "no-trusted-key", trust.Path, null,
                    $"There is no public key in '{trust.Path}', so no statement of a version can be checked.",
                    "Let this process read the trust folder of Registry, or start Registry: it puts its key there.");
                yield break;
            }

            if (Violation(version, keys) is { } violation)
                yield return violation;
        }
    }

    private static Violation? Violation(ModelVersion version, TrustedKeys keys)
    {
        if (VersionTrust.Look(version, keys) is not var (fault, sentence))
            return null;
        var (kind, remedy) = fault switch
        {
            VersionFault.NoStatement => ("version-without-statement", VersionTrust.TrainAgain),
            VersionFault.Differs => ("version-differs-from-statement", Untouched),
            VersionFault.NotSigned => (
                "version-not-signed",
                "Serving refuses it. Put the public key back if its trust was withdrawn by mistake; else find out who "
                + "wrote the version."),
            _ => throw new InvalidOperationException($"{fault} is nothing to say."),
        };
        return new Violation(
            kind, ModelVersion.IdOf(version.Model, version.Version), version.RegisteredAt, sentence, remedy);
    }
}
