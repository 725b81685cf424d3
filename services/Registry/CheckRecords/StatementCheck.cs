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
        var name = $"Version {version.Version} of {version.Model}";
        if (version.Statement is null)
            return Of("version-without-statement", $"{name} was registered before versions had signed statements.",
                "It can't be served. Train it again: the same inputs and seed give the same model.");
        try
        {
            var signed = VersionStatement.Open(version.Statement, keys);
            var differences = string.Join(
                ' ', signed.DifferencesFrom(version.Facts(signed.Seed, signed.RequestedAt)));
            return differences.Length == 0
                ? null
                : Of("version-differs-from-statement", $"{name} is not what was signed. {differences}", Untouched);
        }
        catch (StatementException problem)
        {
            return Of("version-not-signed", $"{name} is not signed as it should be. {problem.Message}",
                "Serving refuses it. Put the public key back if its trust was withdrawn by mistake; else find out who "
                + "wrote the version.");
        }

        Violation Of(string kind, string sentence, string remedy) => new(
            kind, ModelVersion.IdOf(version.Model, version.Version), version.RegisteredAt, sentence, remedy);
    }
}
