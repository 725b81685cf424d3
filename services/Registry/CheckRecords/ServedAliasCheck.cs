using System.Runtime.CompilerServices;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.CheckRecords;

/// <summary>What Serving answers with is what Registry says that the aliases point to, and nothing else
/// answers.</summary>
internal sealed class ServedAliasCheck(
    IDocuments<ModelVersion> versions,
    IDocuments<AliasMove> moves,
    IDocuments<ModelAlias> aliases,
    AllServedAliases? served,
    TimeProvider time) : IConsistencyCheck
{
    private const string MoveIt =
        "Look at who may write to the stores of Serving and Registry, and move the alias to the version that it should "
        + "have: a signed move takes the place of what is not signed.";

    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        // Where no service of this process serves, there is nobody to ask.
        if (served is null)
            yield break;
        var now = time.GetUtcNow();
        var answering = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var one in served(cancellation))
        {
            var id = ModelAlias.IdOf(one.Model, one.Alias);
            _ = answering.Add(id);
            if (IsRecent(one.Since, now))
                continue;
            await foreach (var violation in Compare(one, id, cancellation))
                yield return violation;
        }

        await foreach (var alias in aliases.All(new DocumentQuery(), cancellation))
        {
            if (!answering.Contains(ModelAlias.IdOf(alias.Model, alias.Alias)) && !IsRecent(alias.Since, now))
                yield return NotServed(alias);
        }
    }

    /// <summary>What was deployed a moment ago is told to Registry a moment later. A time to come is no excuse: it is
    /// what the documents themselves say.</summary>
    private static bool IsRecent(DateTimeOffset since, DateTimeOffset now) =>
        since > now - ConsistencyChecks.Grace && since <= now + ConsistencyChecks.Grace;

    private async IAsyncEnumerable<Violation> Compare(
        ServedAlias one, string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var said = $"Serving answers as {one.Alias} of {one.Model} with version {one.Version}, change {one.Change}";
        var version = (await versions.Find(ModelVersion.IdOf(one.Model, one.Version), cancellation))?.Document;
        if (version is null)
            yield return Of("served-version-missing", $"{said}; Registry has no such version.");
        else if (version.Artifact.Sha256 != one.Artifact)
            yield return Of("served-artifact-differs",
                $"{said}, from artifact {one.Artifact}; that version is artifact {version.Artifact.Sha256}.");

        var latest = await Latest(id, cancellation);
        var alias = (await aliases.Find(id, cancellation))?.Document;
        if (one.Change > (latest?.Change ?? 0))
            yield return Of("served-change-ahead",
                $"{said}; the last change that Registry decided is {latest?.Change ?? 0}.");
        else if (await Move(id, one.Change, cancellation) is var move
            && (move?.DeploymentId, move?.Version) != (one.DeploymentId, one.Version))
            yield return Of("served-move-differs",
                $"{said}, deployment {one.DeploymentId}; Registry decided "
                + (move is null
                    ? "no such change."
                    : $"that change as version {move.Version}, deployment {move.DeploymentId}."));
        if ((alias?.Version, alias?.Change) != (one.Version, one.Change))
            yield return Of("served-alias-differs",
                $"{said}; Registry says that the alias "
                + (alias is null
                    ? "points to nothing."
                    : $"points to version {alias.Version}, change {alias.Change}."));

        Violation Of(string kind, string sentence) => new(kind, id, one.Since, sentence, MoveIt);
    }

    private static Violation NotServed(ModelAlias alias) => new(
        "alias-not-served", ModelAlias.IdOf(alias.Model, alias.Alias), alias.Since,
        $"{alias.Alias} of {alias.Model} points to version {alias.Version}, change {alias.Change}, and Serving has "
        + "nothing under that name.",
        "Move the alias again to that version: Serving is told then.");

    private async Task<AliasMove?> Latest(string alias, CancellationToken cancellation) => (await moves.Query(
        new DocumentQuery { OrderBy = "change", Descending = true, Limit = 1 }.Equal("alias", alias), cancellation))
        .FirstOrDefault()?.Document;

    private async Task<AliasMove?> Move(string alias, long change, CancellationToken cancellation) =>
        (await moves.Query(new DocumentQuery { Limit = 1 }.Equal("alias", alias).Equal("change", change), cancellation))
            .FirstOrDefault()?.Document;
}
