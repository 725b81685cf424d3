using System.Runtime.CompilerServices;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;

namespace Trainyard.Registry.CheckRecords;

/// <summary>What came of a move is not signed, since it is known only later: so what moves and aliases say of it is
/// held against each other.</summary>
internal sealed class MoveStateCheck(
    IDocuments<AliasMove> moves, IDocuments<ModelAlias> aliases, TimeProvider time) : IConsistencyCheck
{
    private const string FindOut =
        "Whoever may write to the store of Registry can have written it: bring it back from a backup, or move the "
        + "alias to the version that it should have, and look at who may write there.";

    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        // By alias: the highest change that is served or still may be, and that is served.
        var (last, served) = (new Dictionary<string, long>(), new Dictionary<string, AliasMove>());
        var superseded = new List<(string Alias, long Change, Violation Violation)>();
        await foreach (var move in moves.All(new DocumentQuery { Limit = 1000 }, cancellation))
        {
            var alias = ModelAlias.IdOf(move.Model, move.Alias);
            if (Contradiction(move) is { } contradiction)
                yield return Of("move-contradicts-itself", move, contradiction);
            if (move.State is MoveState.Served or MoveState.Decided)
                last[alias] = Math.Max(last.GetValueOrDefault(alias), move.Change);
            if (move.State == MoveState.Served && move.Change > (served.GetValueOrDefault(alias)?.Change ?? 0))
                served[alias] = move;
            // What Serving said of it a moment ago, it says of the later one a moment later.
            if (move.State == MoveState.Superseded && move.DecidedAt < time.GetUtcNow() - ConsistencyChecks.Grace)
                superseded.Add((alias, move.Change, Of(
                    "move-not-superseded", move, "is superseded, and no later change is served.")));
        }

        foreach (var (alias, change, violation) in superseded)
        {
            if (last.GetValueOrDefault(alias) < change)
                yield return violation;
        }

        foreach (var (id, move) in served)
        {
            var alias = (await aliases.Find(id, cancellation))?.Document;
            if ((alias?.Change ?? 0) < move.Change && !IsRecent(move.ServedAt))
                yield return Of("served-move-without-alias", move, "is served, and the alias "
                    + (alias is null ? "points to nothing." : $"is at change {alias.Change}."));
        }
    }

    private static string? Contradiction(AliasMove move) => move switch
    {
        { State: MoveState.Served, ServedAt: null } => "is served, and nothing says since when.",
        { State: not MoveState.Served, ServedAt: not null } =>
            $"is {move.State}, and served since {move.ServedAt:u}.",
        { State: MoveState.Failed, Failure: null } => "has failed, and nothing says why.",
        { State: not MoveState.Failed, Failure: not null } => $"is {move.State}, and says why it failed.",
        { State: not MoveState.Decided, DueAt: not null } => $"is {move.State}, and Serving is to be told of it.",
        _ => null,
    };

    /// <summary>The alias follows a moment later. A time to come is no excuse.</summary>
    private bool IsRecent(DateTimeOffset? at)
    {
        var now = time.GetUtcNow();
        return at > now - ConsistencyChecks.Grace && at <= now + ConsistencyChecks.Grace;
    }

    private static Violation Of(string kind, AliasMove move, string sentence) => new(
        kind, AliasMove.Collection.Id(move), move.DecidedAt,
        $"Change {move.Change} of {move.Alias} of {move.Model}, to version {move.Version}, {sentence}", FindOut);
}
