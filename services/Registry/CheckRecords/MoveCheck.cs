using System.Runtime.CompilerServices;
using Trainyard.Hosting;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.CheckRecords;

/// <summary>Every move of an alias is what was signed about it, and names the one before.</summary>
internal sealed class MoveCheck(IDocuments<AliasMove> moves, IDocuments<ModelVersion> versions, TrustFolder trust)
    : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var keys = TrustedKeys.Of(trust.Path);
        // Where there is no key at all, the check of versions says so.
        if (keys.Ids.Count == 0)
            yield break;
        await foreach (var move in moves.All(new DocumentQuery(), cancellation))
        {
            if (await Violation(move, keys, cancellation) is { } violation)
                yield return violation;
        }
    }

    private async Task<Violation?> Violation(AliasMove move, TrustedKeys keys, CancellationToken cancellation)
    {
        var name = $"Change {move.Change} of {move.Alias} of {move.Model}";
        if (move.Statement is null)
            return Of("move-not-signed", $"{name} was decided before moves were signed, or not by Registry.");
        try
        {
            var signed = MoveStatement.Open(move.Statement, keys);
            var version = await versions.Find(ModelVersion.IdOf(move.Model, move.Version), cancellation);
            var said = move.Facts(version?.Document.Artifact.Sha256 ?? signed.Artifact, signed.Previous);
            var differences = string.Join(' ', signed.DifferencesFrom(said));
            if (version is null)
                differences = $"{differences} There is no version {move.Version}.".TrimStart();
            if (differences.Length > 0)
                return Of("move-differs-from-statement", $"{name} is not what was signed. {differences}");
            return await Previous(move, cancellation) == signed.Previous
                ? null
                : Of("move-without-predecessor", $"{name} follows a change {move.Change - 1} that is not there, or is "
                    + "another now.");
        }
        catch (StatementException problem)
        {
            return Of("move-not-signed", $"{name} is not signed as it should be. {problem.Message}");
        }

        Violation Of(string kind, string sentence) => new(
            kind, AliasMove.Collection.Id(move), move.DecidedAt, sentence,
            "Whoever may write to the store of Registry can have written it: bring it back from a backup, or remove it "
            + "where it is the last, and look at who may write there. If the trust of its key was withdrawn, move the "
            + "alias again.");
    }

    private async Task<string?> Previous(AliasMove move, CancellationToken cancellation)
    {
        var id = AliasMove.Collection.Id(move with { Change = move.Change - 1 });
        return move.Change > 1 && (await moves.Find(id, cancellation))?.Document.Statement is { } statement
            ? MoveStatement.DigestOf(statement)
            : null;
    }
}
