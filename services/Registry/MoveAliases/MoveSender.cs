using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.MoveAliases;

/// <summary>
/// Tells Serving of the moves outside of runs: at once, and again at growing distances until it has replied. The move
/// is stored before and says itself what is still to be sent.
/// </summary>
internal sealed class MoveSender(
    IDocuments<AliasMove> moves,
    IDocuments<ModelVersion> versions,
    IBus bus,
    TimeProvider time,
    ILogger<MoveSender> logger) : RecurringWork(TimeSpan.FromSeconds(1), time, logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time = time;

    public override async Task Look(CancellationToken cancellation)
    {
        var open = new DocumentQuery { OrderBy = "due" };
        foreach (var due in open.Due("due", _time.GetUtcNow(), 2 * LongestPause))
        {
            foreach (var stored in await moves.Query(due, cancellation))
                await Send(stored, cancellation);
        }
    }

    /// <summary>Sends one now, if that is due; what can't be sent now is sent later.</summary>
    public async Task TrySend(AliasMove move, CancellationToken cancellation)
    {
        if (await moves.Find(AliasMove.Collection.Id(move), cancellation) is { } stored
            && stored.Document.DueAt <= _time.GetUtcNow())
            await Send(stored, cancellation);
    }

    private async Task Send(Stored<AliasMove> stored, CancellationToken cancellation)
    {
        var move = stored.Document;
        // Whoever takes it sends it; the pause begins before, so that nobody else does meanwhile.
        if (!await moves.TryReplace(
            move with { Sent = move.Sent + 1, DueAt = _time.GetUtcNow() + Pause(move.Sent) }, stored.Version,
            cancellation))
            return;
        using var activity = StoredTrace.Resume(move.Trace, "DeployModel send");
        try
        {
            var id = ModelVersion.IdOf(move.Model, move.Version);
            var version = (await versions.Find(id, cancellation))!.Document;
            // A new message each time: Serving replies again to whoever asks again.
            await bus.PublishInTime(Command(move, version), id: null, mandatory: true, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(
                exception, "Change {Change} of {Model} {Alias} could not be sent to Serving yet",
                move.Change, move.Model, move.Alias);
        }
    }

    private static DeployModel Command(AliasMove move, ModelVersion version) => new()
    {
        DeploymentId = move.DeploymentId,
        Change = move.Change,
        Model = move.Model,
        Version = move.Version,
        Alias = move.Alias,
        Artifact = version.Artifact,
        Statement = version.Statement ?? "",
        MoveStatement = move.Statement ?? "",
    };

    private static TimeSpan Pause(int sent)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(sent, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
