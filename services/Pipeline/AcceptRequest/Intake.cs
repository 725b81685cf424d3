using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Pipelines;

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
    /// <summary>Stores the request and begins its run; gives the id of the run that it led to. A run that can't begin
    /// now, since the bus went away, begins when it is back: the request is accepted once it is stored.</summary>
    public async Task<Guid> Accept(TrainRequested request, CancellationToken cancellation)
    {
        var document = new RequestDocument
        {
            RunId = request.RunId,
            IdempotencyKey = request.IdempotencyKey,
            Request = request,
            AcceptedAt = time.GetUtcNow(),
        };
        if (!await requests.TryInsert(document, cancellation) && await Earlier(request, cancellation) is { } earlier)
            document = earlier;

        try
        {
            await Begin(document, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Run {RunId} is accepted, and begins later", document.RunId);
        }

        return document.RunId;
    }

    /// <summary>Orders the run of a stored request to begin; one that has begun takes no notice.</summary>
    public async Task Begin(RequestDocument document, CancellationToken cancellation)
    {
        var start = await Read(document, cancellation);
        // The same message each time, so that a repeat is known for one.
        await bus.PublishInTime(start, document.RunId, mustBeHeard: true, cancellation);
    }

    private async Task<RequestDocument?> Earlier(TrainRequested request, CancellationToken cancellation)
    {
        if (await requests.Find(request.RunId.ToString(), cancellation) is { } sameRun)
            return sameRun.Document;
        var sameKey =
            await requests.Query(new DocumentQuery { Limit = 1 }.Equal("key", request.IdempotencyKey), cancellation);
        return sameKey.FirstOrDefault()?.Document;
    }

    private async Task<StartRun> Read(RequestDocument document, CancellationToken cancellation)
    {
        var request = document.Request;
        var reading = PipelineFile.Read(request.Pipeline ?? "", request.Overrides);
        var definition = reading.Definition;
        return new StartRun
        {
            RunId = document.RunId,
            Pipeline = definition?.Name ?? reading.Name ?? "unnamed",
            Definition = definition is null
                ? null
                : await artifacts.Put(PipelineJson.Write(definition), PipelineJson.MediaType,
                    PipelineJson.Schema, cancellation),
            Problems = [.. reading.Problems.Select(Findings.Of)],
            Gate = definition is null ? [] : Gates.Of(definition),
            Participants = definition is null ? [] : Roles.Of(definition),
            DeployTo = definition?.Deploy?.To,
            Seed = definition?.Train.Seed ?? 0,
            Owner = definition?.Owner,
            SourceFolder = request.SourceFolder,
            RequestedBy = request.RequestedBy ?? "anonymous",
            RequestedAt = request.RequestedAt ?? document.AcceptedAt,
        };
    }
}
