using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Api;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Jobs;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>
/// Accepts requests: stored first, then begun. The same run id or idempotency key twice is the same run.
/// </summary>
internal sealed class Intake(
    IDocuments<RequestDocument> requests,
    IArtifactStore artifacts,
    IBus bus,
    TimeProvider time,
    ILogger<Intake> logger)
{
    /// <summary>The longest idempotency key, in characters.</summary>
    public const int LongestKey = 200;

    /// <summary>What keeps a run from beginning when its first message was taken by the broker.</summary>
    private const string NotHandled =
        "its first message was sent and never handled; trainyard dead list says if it died.";

    /// <summary>How long a run may take to begin before anybody looks.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>How far ahead a request may say that it was asked for: clocks differ, and not by more.</summary>
    public static readonly TimeSpan LongestAhead = TimeSpan.FromDays(1);

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What a request says beside its pipeline that can't be kept, in a sentence; null when all can.</summary>
    public string? Problem(TrainRequested request) => request.IdempotencyKey?.Length > LongestKey
        ? $"The idempotency key is longer than {LongestKey} characters."
        : Texts.Problem("idempotencyKey", request.IdempotencyKey)
            ?? Texts.Problem("requestedBy", request.RequestedBy)
            ?? Texts.Problem("trigger.name", request.Trigger?.Name)
            ?? Texts.Problem("sourceFolder", request.SourceFolder)
            ?? ProblemOf(request.RequestedAt);

    /// <summary>Stores the request and begins its run. A run that can't begin now, since the bus went away, begins when
    /// it is back: the request is accepted once it is stored.</summary>
    /// <exception cref="ArgumentException">The request can't be kept, see <see cref="Problem"/>.</exception>
    public Task<Acceptance> Accept(TrainRequested request, CancellationToken cancellation) =>
        Problem(request) is { } problem
            ? throw new ArgumentException(problem)
            : Accept(Describe(request, refusal: null), cancellation);

    /// <summary>The same of one that came over the bus, where nobody can be refused: what can't be kept as it is leads
    /// to a run that is rejected and says why.</summary>
    /// <exception cref="ArgumentException">The id of the run is taken by another request.</exception>
    public async Task AcceptFromBus(TrainRequested request, CancellationToken cancellation)
    {
        if (Problem(request) is { } problem)
        {
            await Accept(Describe(Bounded(request), problem), cancellation);
            return;
        }

        var accepted = await Accept(request, cancellation);
        if (accepted.Conflict is not { } conflict)
            return;
        if (accepted.RunId == request.RunId)
            throw new ArgumentException(conflict);
        await Accept(Describe(request with { IdempotencyKey = null }, conflict), cancellation);
    }

    /// <summary>Sends the run of a stored request to begin; one that has begun takes no notice. Gives what keeps it,
    /// or null when the command is on its way.</summary>
    /// <exception cref="Exception">The command can't be sent: that is about the broker, and not about the
    /// run.</exception>
    public async Task<string?> Begin(RequestDocument document, CancellationToken cancellation)
    {
        using var activity = StoredTrace.Resume(document.Trace, "run begin");
        StartRun start;
        try
        {
            start = await Read(document, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Run {RunId} is accepted, and can't begin", document.RunId);
            return Reasons.Of(exception);
        }

        // The same message each time, so that a repeat is known for one.
        await bus.PublishInTime(start, document.RunId, mandatory: true, cancellation);
        return null;
    }

    /// <summary>Ends the run of a stored request that does not begin.</summary>
    public async Task GiveUp(RequestDocument document, CancellationToken cancellation)
    {
        using var activity = StoredTrace.Resume(document.Trace, "run give up");
        var request = document.Request;
        var reading = PipelineFile.Read(request.Pipeline ?? "", request.Overrides);
        var definition = reading.Definition;
        var passed = new BeginDeadlinePassed
        {
            RunId = document.RunId,
            Pipeline = NameIn(reading),
            Owner = definition?.Owner,
            Definition = await TryKeep(definition, cancellation),
            Participants = definition?.Parts() ?? [],
            StepNames = definition?.Steps ?? new Dictionary<string, string>(),
            RequestedBy = By(request),
            Trigger = request.Trigger ?? Trigger.Request,
            RequestedAt = At(document),
            Reason = document.Obstacle ?? NotHandled,
        };
        await bus.PublishInTime(passed, id: null, mandatory: true, cancellation);
    }

    private async Task<Acceptance> Accept(RequestDocument document, CancellationToken cancellation)
    {
        var stored = await Store(document, cancellation);
        if (!stored.AsksForTheSame(document))
            return new(stored.RunId, ConflictOf(document, stored));
        try
        {
            await Begin(stored, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Run {RunId} is accepted, and begins later", stored.RunId);
        }

        return new(stored.RunId, Conflict: null);
    }

    private RequestDocument Describe(TrainRequested request, string? refusal)
    {
        var now = time.GetUtcNow();
        // A key of nothing, such as an empty header, is none: all who send it would share one run.
        var key = string.IsNullOrWhiteSpace(request.IdempotencyKey) ? null : request.IdempotencyKey;
        var reading = PipelineFile.Read(request.Pipeline ?? "", request.Overrides);
        return new()
        {
            RunId = request.RunId, Pipeline = NameIn(reading), IdempotencyKey = key, Request = request,
            Refusal = refusal, Trace = StoredTrace.Current(), AcceptedAt = now, DueAt = now + Timeout,
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

    private string? ProblemOf(DateTimeOffset? requestedAt) =>
        requestedAt is { } at && (at < Earliest || at > time.GetUtcNow() + LongestAhead)
            ? $"'requestedAt' is {at:O}; it lies between {Earliest:yyyy} and one day from now."
            : null;

    /// <summary>As much of a request as can be kept.</summary>
    private TrainRequested Bounded(TrainRequested request) => request with
    {
        IdempotencyKey = null,
        RequestedBy = Texts.Kept(request.RequestedBy),
        Trigger = request.Trigger is { } trigger ? trigger with { Name = Texts.Kept(trigger.Name) } : null,
        SourceFolder = Texts.Kept(request.SourceFolder),
        RequestedAt = ProblemOf(request.RequestedAt) is null ? request.RequestedAt : null,
    };

    private async Task<StartRun> Read(RequestDocument document, CancellationToken cancellation)
    {
        var request = document.Request;
        var reading = PipelineFile.Read(request.Pipeline ?? "", request.Overrides);
        var definition = reading.Definition;
        return new StartRun
        {
            RunId = document.RunId,
            Pipeline = NameIn(reading),
            Definition = await Keep(definition, cancellation),
            Problems = document.Refusal is { } refusal
                ? [Findings.OfRequest(refusal)]
                : [.. reading.Problems.Select(Findings.Of)],
            Gate = definition is null ? [] : Gates.Of(definition),
            Participants = definition?.Parts() ?? [],
            StepNames = definition?.Steps ?? new Dictionary<string, string>(),
            DeployTo = definition?.Deploy?.To,
            Seed = definition?.Train.Seed ?? 0,
            Owner = definition?.Owner,
            SourceFolder = request.SourceFolder,
            RequestedBy = By(request),
            Trigger = request.Trigger ?? Trigger.Request,
            RequestedAt = At(document),
        };
    }

    private async Task<ArtifactReference?> Keep(PipelineDefinition? definition, CancellationToken cancellation) =>
        definition is null
            ? null
            : await artifacts.Put(
                PipelineJson.Write(definition), PipelineJson.MediaType, PipelineJson.Schema, cancellation);

    /// <summary>The same where the artifacts may be what keeps the run from beginning.</summary>
    private async Task<ArtifactReference?> TryKeep(PipelineDefinition? definition, CancellationToken cancellation)
    {
        try
        {
            return await Keep(definition, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(exception, "The definition of a run that does not begin can't be stored");
            return null;
        }
    }

    private static string NameIn(PipelineParseResult result) => result.Definition?.Name ?? result.Name ?? "unnamed";

    private static string By(TrainRequested request) => request.RequestedBy ?? "anonymous";

    private static DateTimeOffset At(RequestDocument document) =>
        document.Request.RequestedAt ?? document.AcceptedAt;
}

/// <summary>What became of a request.</summary>
/// <param name="RunId">The run that it led to, or that took its key or id before.</param>
/// <param name="Conflict">Why it is not that run's, in a sentence; null when it is.</param>
internal sealed record Acceptance(Guid RunId, string? Conflict);
