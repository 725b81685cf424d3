using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Jobs;
using Trainyard.Persistence.Tracing;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>Begins the runs of stored requests, and ends those that do not begin.</summary>
internal sealed class RunStarter(IArtifactStore artifacts, IBus bus, ILogger<RunStarter> logger)
{
    /// <summary>What keeps a run from beginning when its first message was taken by the broker.</summary>
    private const string NotHandled =
        "its first message was sent and never handled; trainyard dead list says if it died.";

    /// <summary>How long the alerts of a pipeline may be to go along with its run, in characters of JSON: its document
    /// is small. Longer ones are read from the definition alone.</summary>
    private const int LongestAlerts = 1 << 13;

    /// <summary>Sends the run of a stored request to begin; one that has begun takes no notice. Gives what keeps it,
    /// or null when the command is on its way.</summary>
    /// <exception cref="Exception">The command can't be sent: that is about the broker, and not about the
    /// run.</exception>
    public Task<string?> Begin(RequestDocument document, CancellationToken cancellation) =>
        Begin(document, Read(document.Request), cancellation);

    /// <summary>The same of a request whose pipeline file was read already.</summary>
    public async Task<string?> Begin(
        RequestDocument document, PipelineParseResult reading, CancellationToken cancellation)
    {
        using var activity = StoredTrace.Resume(document.Trace, "run begin");
        StartRun start;
        try
        {
            start = await Describe(document, reading, cancellation);
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
        var reading = Read(request);
        var definition = reading.Definition;
        var (alerts, areLeftOut) = AlertsOf(definition);
        var passed = new BeginDeadlinePassed
        {
            RunId = document.RunId,
            Pipeline = reading.NameOrUnnamed,
            Owner = definition?.Owner,
            Definition = await TryKeep(definition, cancellation),
            Alerts = alerts,
            AreAlertsLeftOut = areLeftOut,
            Participants = definition?.Parts() ?? [],
            StepNames = definition?.Steps ?? new Dictionary<string, string>(),
            RequestedBy = By(request),
            Trigger = request.Trigger ?? Trigger.Request,
            RequestedAt = At(document),
            Reason = document.Obstacle ?? NotHandled,
        };
        var id = MessageId.About("begin deadline", $"{document.RunId}");
        await bus.PublishInTime(passed, id, mandatory: true, cancellation);
    }

    /// <summary>The pipeline file of a request, with its overrides.</summary>
    public static PipelineParseResult Read(TrainRequested request) =>
        PipelineFile.Read(request.Pipeline ?? "", request.Overrides);

    private async Task<StartRun> Describe(
        RequestDocument document, PipelineParseResult reading, CancellationToken cancellation)
    {
        var request = document.Request;
        var definition = reading.Definition;
        var (alerts, areLeftOut) = AlertsOf(definition);
        return new StartRun
        {
            RunId = document.RunId,
            Pipeline = reading.NameOrUnnamed,
            Definition = await Keep(definition, cancellation),
            Alerts = alerts,
            AreAlertsLeftOut = areLeftOut,
            Problems = document.Refusal is { } refusal
                ? [Findings.OfRequest(refusal)]
                : FindingList.Bounded([.. reading.Problems.Select(Findings.Of)]),
            Gate = definition is null ? [] : Gates.Of(definition),
            IsGateOverridden = definition is not null && ChangesGate(request, definition),
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

    private static (string? Alerts, bool AreLeftOut) AlertsOf(PipelineDefinition? definition) =>
        definition is not { Alerts.Count: > 0 } ? (null, false)
        : PipelineJson.WriteAlerts(definition.Alerts) is { Length: <= LongestAlerts } alerts ? (alerts, false)
        : (null, true);

    private static bool ChangesGate(TrainRequested request, PipelineDefinition definition) =>
        request.Overrides is { Count: > 0 }
            && (PipelineFile.Read(request.Pipeline ?? "").Definition is not { } file
                || !file.Gate.SequenceEqual(definition.Gate));

    private static string By(TrainRequested request) => request.RequestedBy ?? "anonymous";

    private static DateTimeOffset At(RequestDocument document) =>
        document.Request.RequestedAt ?? document.AcceptedAt;
}
