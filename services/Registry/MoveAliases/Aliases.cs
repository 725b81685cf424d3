using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Decides moves of aliases, one number after the other however many ask at once, and writes down what came of
/// them. An alias follows the highest change that was served.</summary>
internal sealed class Aliases(
    IDocuments<AliasMove> moves, IDocuments<ModelAlias> aliases, IDocuments<EndedRun> ended, VersionSigner signer,
    TimeProvider time, ILogger<Aliases> logger)
{
    /// <summary>Gives a move its number, signs it and stores it. One deployment is one move, and so is one run: a
    /// repeat gives what was decided before.</summary>
    /// <param name="wanted">The move.</param>
    /// <param name="artifact">The digest of the artifact of its version.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StatementException">The moves before it are not what Registry wrote: no number follows
    /// them.</exception>
    public async Task<AliasMove> Decide(AliasMove wanted, string artifact, CancellationToken cancellation)
    {
        var move = await Number(wanted, artifact, cancellation);
        // Whoever hears that a run has ended first writes that down and then looks for its move, so that one of the two
        // sees the other.
        if (move.RunId is { } run && (await ended.Find(run.ToString(), cancellation))?.Document is { } over)
            await Settle("run", run, decided => decided.Failed(over.Reason), cancellation);
        return move;
    }

    /// <summary>The move of a deployment, or null.</summary>
    public Task<AliasMove?> Find(Guid deploymentId, CancellationToken cancellation) =>
        Find("deployment", deploymentId, cancellation);

    /// <summary>A change of an alias, or null.</summary>
    public async Task<AliasMove?> Find(string model, string alias, long change, CancellationToken cancellation) =>
        (await moves.Query(
            new DocumentQuery { Limit = 1 }.Equal("alias", ModelAlias.IdOf(model, alias)).Equal("change", change),
            cancellation)).FirstOrDefault()?.Document;

    /// <summary>Where an alias points, or null.</summary>
    public async Task<ModelAlias?> Read(string model, string alias, CancellationToken cancellation) =>
        (await aliases.Find(ModelAlias.IdOf(model, alias), cancellation))?.Document;

    /// <summary>The moves of an alias, newest first.</summary>
    public async Task<IReadOnlyList<AliasMove>> History(
        string model, string alias, int limit, CancellationToken cancellation)
    {
        var newest = new DocumentQuery { OrderBy = "change", Descending = true, Limit = limit }
            .Equal("alias", ModelAlias.IdOf(model, alias));
        return [.. (await moves.Query(newest, cancellation)).Select(move => move.Document)];
    }

    /// <summary>Serving has replied. Its reply may come twice, late, and before that of an earlier change.</summary>
    /// <param name="deploymentId">The deployment.</param>
    /// <param name="servedAt">Since when it is served, UTC; null when a later change is.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task Settle(Guid deploymentId, DateTimeOffset? servedAt, CancellationToken cancellation)
    {
        if (await Settle("deployment", deploymentId, move => move.After(servedAt), cancellation) is not
            { State: MoveState.Served } served)
            return;
        _ = await aliases.Change(
            ModelAlias.IdOf(served.Model, served.Alias),
            present => present?.Change >= served.Change ? null : ModelAlias.Of(served),
            cancellation);
    }

    /// <summary>A deployment will not be served; the alias stays where it is.</summary>
    public Task Fail(Guid deploymentId, string reason, CancellationToken cancellation) =>
        Settle("deployment", deploymentId, move => move.Failed(reason), cancellation);

    /// <summary>The run has ended: its deployment will not be served, if it is still open, or still to be
    /// decided.</summary>
    public async Task FailOfRun(Guid runId, string reason, CancellationToken cancellation)
    {
        _ = await ended.TryInsert(new EndedRun(runId, reason, time.GetUtcNow()), cancellation);
        await Settle("run", runId, move => move.Failed(reason), cancellation);
    }

    private async Task<AliasMove> Number(AliasMove wanted, string artifact, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await Earlier(wanted, cancellation) is { } earlier)
                return earlier;
            var last = (await History(wanted.Model, wanted.Alias, 1, cancellation)).FirstOrDefault();
            var previous = last is null ? null : await DigestOf(last, cancellation);
            var move = wanted with { Change = (last?.Change ?? 0) + 1 };
            move = move with { Statement = signer.Sign(move.Facts(artifact, previous)) };
            if (await moves.TryInsert(move, cancellation))
            {
                logger.LogInformation(
                    "{Model} {Alias}: change {Change}, to version {Version}, by {RequestedBy}: {Reason}",
                    move.Model, move.Alias, move.Change, move.Version, move.RequestedBy, move.Reason);
                return move;
            }
        }
    }

    private async Task<AliasMove?> Settle(
        string field, Guid id, Func<AliasMove, AliasMove?> change, CancellationToken cancellation)
    {
        while (await Stored(field, id, cancellation) is { } stored)
        {
            if (change(stored.Document) is not { } changed)
                return stored.Document;
            if (!await moves.TryReplace(changed, stored.Version, cancellation))
                continue;
            logger.LogInformation(
                "{Model} {Alias}: change {Change}, to version {Version}, is {State}",
                changed.Model, changed.Alias, changed.Change, changed.Version, changed.State);
            return changed;
        }

        return null;
    }

    private async Task<AliasMove?> Earlier(AliasMove wanted, CancellationToken cancellation) =>
        await Find("deployment", wanted.DeploymentId, cancellation)
        ?? (wanted.RunId is { } run ? await Find("run", run, cancellation) : null);

    private async Task<AliasMove?> Find(string field, Guid id, CancellationToken cancellation) =>
        (await Stored(field, id, cancellation))?.Document;

    private async Task<Stored<AliasMove>?> Stored(string field, Guid id, CancellationToken cancellation) =>
        (await moves.Query(new DocumentQuery { Limit = 1 }.Equal(field, id.ToString()), cancellation))
            .FirstOrDefault();

    /// <summary>The digest of what was signed about the latest move. Numbers have no gaps, so its own is how many there
    /// are up to it: whoever may write to the store could otherwise lift it to where none follows. Those that somebody
    /// decides meanwhile come after it.</summary>
    private async Task<string> DigestOf(AliasMove last, CancellationToken cancellation)
    {
        var count = await moves.Count(
            new DocumentQuery().Equal("alias", ModelAlias.IdOf(last.Model, last.Alias)).AtMost("change", last.Change),
            cancellation);
        if (last.Statement is { } statement && last.Change == count)
            return MoveStatement.DigestOf(statement);
        throw new StatementException(
            $"Change {last.Change} of {last.Alias} of {last.Model} is not what Registry wrote: "
            + (last.Statement is null ? "it is not signed." : $"there are {count} changes, and numbers have no gaps.")
            + " Whoever may write to the store of Registry can have written it: remove it there, and look at who may.");
    }
}
