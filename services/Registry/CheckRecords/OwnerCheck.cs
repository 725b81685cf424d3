using System.Runtime.CompilerServices;
using Trainyard.Hosting;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.OwnModels;

namespace Trainyard.Registry.CheckRecords;

/// <summary>Whose a model is, and what its aliases ask for, is what was signed about it.</summary>
internal sealed class OwnerCheck(IDocuments<OwnedModel> models, IDocuments<ModelAlias> aliases, TrustFolder trust)
    : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var keys = TrustedKeys.Of(trust.Path);
        // Where there is no key at all, the check of versions says so.
        if (keys.Ids.Count == 0)
            yield break;
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var owned in models.All(new DocumentQuery(), cancellation))
        {
            _ = known.Add(owned.Model);
            if (owned.Problem(keys) is { } problem)
                yield return Of(
                    owned.Statement is null ? "owner-not-signed" : "owner-differs-from-statement", owned.Model,
                    owned.ChangedAt, $"Whose model '{owned.Model}' is, and what its aliases ask for, {problem}");
        }

        await foreach (var alias in aliases.All(new DocumentQuery(), cancellation))
        {
            if (known.Add(alias.Model))
                yield return Of("owner-missing", alias.Model, alias.Since,
                    $"Model '{alias.Model}' has an alias, and no record says whose it is and what its aliases ask "
                    + "for.");
        }
    }

    private static Violation Of(string kind, string model, DateTimeOffset since, string sentence) => new(
        kind, model, since, sentence,
        "Whoever may write to the store of Registry can have written it: look at who may. Set the owner with "
        + $"PUT /models/{model}/owner, or what an alias asks for with PUT /models/{model}/aliases/ALIAS/gate, and hold "
        + "the answer against what it should be: the whole of it is signed then.");
}
