using System.Text.Json;
using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>
/// Stores an alert for each receiver that a pipeline names for an ending. A repeated event stores nothing new. Whoever
/// asked to be told is told also where the definition is gone, which may be why the run ended: the ending has its
/// receivers. Where it has none, the receiver of the settings is told.
/// </summary>
internal sealed class Alerts(
    IArtifactStore artifacts, IOwnJobs<SendAlert> jobs, DeadLetterReceiver @operator, ILogger<Alerts> logger)
{
    public async Task Raise(IRunEnding ending, CancellationToken cancellation)
    {
        logger.LogInformation(
            "Run {RunId} of {Pipeline} ended: {Outcome}. {Message}", ending.RunId, ending.Pipeline, ending.Outcome,
            ending.Message);
        if (ending.Definition is not { } definition)
        {
            if (ending.Alerts is not null || (ending.AreAlertsLeftOut && @operator.Webhook is { Length: > 0 }))
                await RaiseWithout("its definition was not stored", ending.Alerts, ending, cancellation);
            else if (ending.AreAlertsLeftOut)
                logger.LogWarning(
                    "The definition of run {RunId} was not stored, and so whom to alert is not known", ending.RunId);
            else
                logger.LogInformation("Run {RunId} has no valid pipeline, and so nobody to alert", ending.RunId);
            return;
        }

        PipelineDefinition pipeline;
        try
        {
            pipeline = PipelineJson.Read(await artifacts.Read(definition, cancellation));
        }
        catch (Exception gone) when (IsGone(gone) && (ending.Alerts ?? @operator.Webhook) is { Length: > 0 })
        {
            logger.LogWarning(gone, "The definition of run {RunId} can't be read for its alerts", ending.RunId);
            await RaiseWithout(gone.Message.TrimEnd('.'), ending.Alerts, ending, cancellation);
            return;
        }

        await Raise(Alert.Of(ending, pipeline), pipeline.Alerts, cancellation);
    }

    private static bool IsGone(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or JsonException or InvalidDataException;

    private async Task RaiseWithout(
        string reason, string? known, IRunEnding ending, CancellationToken cancellation)
    {
        var alert = Alert.Of(ending, pipeline: null);
        if (known is not null)
        {
            alert = alert with { Note = $"What the pipeline calls its parts is left out: {reason}." };
            await Raise(alert, PipelineJson.ReadAlerts(known), cancellation);
            return;
        }

        await jobs.Store(
            new SendAlert
            {
                AlertId = SendAlert.IdOf(ending.RunId, 0),
                RunId = ending.RunId,
                Number = 0,
                Receiver = new WebhookReceiver { Address = @operator.Webhook! },
                IsForTheOperator = true,
                Alert = alert with { Note = $"Whom the pipeline names for its alerts is not known: {reason}." },
            },
            cancellation);
    }

    private async Task Raise(Alert alert, IReadOnlyList<AlertDefinition> alerts, CancellationToken cancellation)
    {
        foreach (var (index, wanted) in alerts.Index())
        {
            if (!wanted.On.Contains(EndingOf(alert.Outcome))) continue;
            var command = new SendAlert
            {
                AlertId = SendAlert.IdOf(alert.RunId, index + 1),
                RunId = alert.RunId,
                Number = index + 1,
                Receiver = wanted.Receiver,
                Alert = alert,
            };
            await jobs.Store(command, cancellation);
        }
    }

    private static AlertOn EndingOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => AlertOn.Succeeded,
        RunOutcome.Rejected => AlertOn.Rejected,
        RunOutcome.Faulted => AlertOn.Faulted,
        RunOutcome.Cancelled => AlertOn.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "A run does not end so."),
    };
}
