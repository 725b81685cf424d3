using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;
using Trainyard.Pipelines;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>
/// Accepts requests: stored first, then begun. The same run id or idempotency key twice is the same run.
/// </summary>
internal sealed class Intake(
    IDocuments<RequestDocument> requests,
    RequestBounds bounds,
    RunStarter starter,
    TimeProvider time,
    ILogger<Intake> logger)
{
    /// <summary>How long a run may take to begin before anybody looks.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Stores the request and begins its run. A run that can't begin now, since the bus went away, begins when
    /// it is back: the request is accepted once it is stored.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reading">Its pipeline file as it was read, overrides included: it may be large.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ArgumentException">The request can't be kept, see <see cref="RequestBounds"/>.</exception>
    public Task<Acceptance> Accept(
        TrainRequested request, PipelineParseResult reading, CancellationToken cancellation) =>
        bounds.Problem(request) is { } problem
            ? throw new ArgumentException(problem)
            : Accept(request, reading, refusal: null, cancellation);

    /// <summary>The same of one that came over the bus, where nobody can be refused: what can't be kept as it is leads
    /// to a run that is rejected and says why.</summary>
    /// <exception cref="ArgumentException">The id of the run is taken by another request.</exception>
    public async Task AcceptFromBus(TrainRequested request, CancellationToken cancellation)
    {
        if (bounds.Problem(request) is { } problem)
        {
            await Reject(bounds.Cut(request), problem, cancellation);
            return;
        }

        var accepted = await Accept(request, RunStarter.Read(request), cancellation);
        if (accepted.Conflict is not { } conflict)
            return;
        if (accepted.RunId == request.RunId)
            throw new ArgumentException(conflict);
        await Reject(request with { IdempotencyKey = null }, conflict, cancellation);
    }

    /// <summary>Gives the run of a request that died an ending: whoever sent it may not know. Where the id is that of
    /// another request, that one goes on.</summary>
    public Task RejectLost(RequestLost lost, CancellationToken cancellation)
    {
        var reason = $"The request could not be handled, and is dead letter {lost.DeadLetter}. {lost.Reason} "
            + "Ask again under a new id: this run has ended.";
        var request = new TrainRequested { RunId = lost.RunId };
        return Accept(request, RunStarter.Read(request), reason, cancellation);
    }

    private async Task Reject(TrainRequested request, string reason, CancellationToken cancellation)
    {
        var rejected = await Accept(request, RunStarter.Read(request), reason, cancellation);
        if (rejected.Conflict is { } conflict)
            throw new ArgumentException(conflict);
    }

    private async Task<Acceptance> Accept(
        TrainRequested request, PipelineParseResult reading, string? refusal, CancellationToken cancellation)
    {
        var document = Describe(request, reading, refusal);
        var stored = await Store(document, cancellation);
        if (!stored.AsksForTheSame(document))
            return new(stored.RunId, ConflictOf(document, stored));
        logger.LogInformation("Accepted run {RunId} of {Pipeline}", stored.RunId, stored.Pipeline);
        try
        {
            await starter.Begin(stored, reading, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Run {RunId} is accepted, and begins later", stored.RunId);
        }

        return new(stored.RunId, Conflict: null);
    }

    private RequestDocument Describe(TrainRequested request, PipelineParseResult reading, string? refusal)
    {
        var now = time.GetUtcNow();
        // A key of nothing, such as an empty header, is none: all who send it would share one run.
        var key = string.IsNullOrWhiteSpace(request.IdempotencyKey) ? null : request.IdempotencyKey;
        return new()
        {
            RunId = request.RunId, Pipeline = reading.NameOrUnnamed, IdempotencyKey = key, Request = request,
            Refusal = refusal, Trace = StoredTrace.Current(), AcceptedAt = now,
            DueAt = SteadyTime.Of(time).Now + Timeout,
        };
    }

    /// <summary>Stores the request, or gives the one that was stored before.</summary>
    private async Task<RequestDocument> Store(RequestDocument document, CancellationToken cancellation)
    {
        // Only what is stored may begin: where neither succeeds, the other request has gone, and the next try does.
        while (!await requests.TryInsert(document, cancellation))
        {
            if (await Earlier(document, cancellation) is { } earlier)
                return earlier;
        }

        return document;
    }

    /// <summary>The request with the same key, whatever its run id, else that with the same run id.</summary>
    private async Task<RequestDocument?> Earlier(RequestDocument wanted, CancellationToken cancellation)
    {
        if (wanted.Key is { } key
            && await requests.Query(new DocumentQuery { Limit = 1 }.Equal("key", key), cancellation) is [var sameKey])
            return sameKey.Document;
        return (await requests.Find($"{wanted.RunId}", cancellation))?.Document;
    }

    private static string ConflictOf(RequestDocument wanted, RequestDocument stored)
    {
        var other = $"run {stored.RunId} of {stored.Pipeline}, which was asked for with another file, other overrides "
            + "or another source folder";
        return wanted.Key is { } key && stored.Key == key
            ? $"The idempotency key '{wanted.IdempotencyKey}' is that of {other}. Take a new key."
            : $"The id is that of {other}. Take a new id.";
    }
}

/// <summary>What became of a request.</summary>
/// <param name="RunId">The run that it led to, or that took its key or id before.</param>
/// <param name="Conflict">Why it is not that run's, in a sentence; null when it is.</param>
internal sealed record Acceptance(Guid RunId, string? Conflict);
