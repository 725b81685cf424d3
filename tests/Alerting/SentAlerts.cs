using Trainyard.Alerting.SendAlerts;
using Trainyard.Contracts;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.Tests;

/// <summary>Alerts as they are sent.</summary>
internal static class SentAlerts
{
    /// <summary>A run below its gate, told to the second receiver of its pipeline.</summary>
    public static SendAlert OfRun(string address = "${ALERT_URL}")
    {
        var run = Guid.Parse("11111111-2222-3333-4444-555555555555");
        return new SendAlert
        {
            AlertId = SendAlert.IdOf(run, 2),
            RunId = run,
            Number = 2,
            Receiver = new WebhookReceiver { Address = address },
            Alert = new Alert
            {
                RunId = run,
                Pipeline = "churn",
                Outcome = RunOutcome.Rejected,
                Step = Step.Gate,
                StepName = "Hold metrics against the gate",
                Participant = "Pipeline",
                RequestedBy = "ada",
                Trigger = Trigger.Request,
                Reason = FailureReason.MetricsBelowThreshold,
                Message = "auc is 0.61, not >= 0.8.",
                Gate = [new() { Metric = "auc", Comparison = ">=", Threshold = 0.8, Observed = 0.61, IsMet = false }],
                Owner = "crm",
                Participants = new Dictionary<string, AlertParticipant> { ["Trainer"] = new("LightGBM", "ml") },
                EndedAt = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero),
            },
        };
    }

    /// <summary>Dead letters, told to the receiver of the settings.</summary>
    public static SendAlert OfDeadLetters(string address) => new()
    {
        AlertId = SendAlert.IdOf(Guid.NewGuid(), 1),
        Number = 1,
        IsForTheOperator = true,
        Receiver = new WebhookReceiver { Address = address },
        DeadLetters = new DeadLettersAlert
        {
            Queue = "train-model",
            Count = 2,
            Threshold = 1,
            Message = "2 messages died in train-model.",
            Since = DateTimeOffset.UnixEpoch,
        },
    };
}
