using System.Runtime.CompilerServices;
using Trainyard.Contracts;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;

namespace Trainyard.Registry.CheckRecords;

/// <summary>Every alias points where a move that was served says, and every move that was decided comes to
/// something.</summary>
internal sealed class AliasCheck(
    IDocuments<AliasMove> moves, IDocuments<ModelAlias> aliases, TimeProvider time) : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var alias in aliases.All(new DocumentQuery(), cancellation))
        {
            if (await Explanation(alias, cancellation) is not { } move)
                yield return Unexplained(alias);
            else if (alias.Since != move.ServedAt)
                yield return Since(alias, move);
        }

        var overdue = new DocumentQuery { OrderBy = "open" }
            .AtMost("open", time.GetUtcNow() - ConsistencyChecks.Grace);
        await foreach (var move in moves.All(overdue, cancellation))
        {
            // One of a run waits for as long as its step may take, since the saga sends it.
            if (move.RunId is null || move.DecidedAt < time.GetUtcNow() - Sequence.Of(Step.Deploy).Deadline)
                yield return Open(move);
        }
    }

    /// <summary>The served move that pointed it there.</summary>
    private async Task<AliasMove?> Explanation(ModelAlias alias, CancellationToken cancellation)
    {
        var change = new DocumentQuery { Limit = 1 }
            .Equal("alias", ModelAlias.IdOf(alias.Model, alias.Alias)).Equal("change", alias.Change);
        return (await moves.Query(change, cancellation)).FirstOrDefault()?.Document is { State: MoveState.Served } move
            && move.Version == alias.Version
                ? move
                : null;
    }

    private static Violation Since(ModelAlias alias, AliasMove move) => new(
        "alias-since-another-time", ModelAlias.IdOf(alias.Model, alias.Alias), alias.Since,
        $"{alias.Alias} of {alias.Model} points to version {alias.Version} since {alias.Since:u}, and change "
        + $"{alias.Change} is served since {(move.ServedAt is { } at ? $"{at:u}" : "never")}.",
        "Whoever may write to the store of Registry can have written either: bring it back from a backup, or move the "
        + "alias again, and look at who may write there.");

    private static Violation Unexplained(ModelAlias alias) => new(
        "alias-without-move", ModelAlias.IdOf(alias.Model, alias.Alias), alias.Since,
        $"{alias.Alias} of {alias.Model} points to version {alias.Version}, change {alias.Change}, and no such move "
        + "was served.",
        "Move the alias to the version that it should have: that is written down.");

    private static Violation Open(AliasMove move) => new(
        "move-not-served", AliasMove.Collection.Id(move), move.DecidedAt,
        $"Change {move.Change} of {move.Alias} of {move.Model}, to version {move.Version}, was decided, and Serving "
        + "has not replied.",
        move.RunId is null
            ? "Registry sends it again by itself: start Serving; if it runs, look at its queue and its log."
            : $"Look at run {move.RunId}: if it has ended, the alias stays where it is; move it by hand where that is "
                + "wrong.");
}
