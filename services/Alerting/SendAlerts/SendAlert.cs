using System.Text.Json;
using System.Text.Json.Serialization;
using Trainyard.Contracts;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Command of Alerting to itself: send one alert to one receiver.</summary>
internal sealed record SendAlert
{
    /// <summary>The key of the alert, see <see cref="IdOf"/>; its receiver gets it as <c>Idempotency-Key</c>.</summary>
    public required string AlertId { get; init; }

    /// <summary>The run, where it is about one.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The place of the receiver in the pipeline's list, from 1; 0 for the receiver of the settings where it
    /// stands for those.</summary>
    public required int Number { get; init; }

    /// <summary>Who is told, and how; secrets unresolved. What anybody may read of it is
    /// <see cref="ShownReceiver"/>.</summary>
    [JsonConverter(typeof(ReceiverJson))]
    public required ReceiverDefinition Receiver { get; init; }

    /// <summary>What to send of a run; null when it is about no run.</summary>
    public Alert? Alert { get; init; }

    /// <summary>Whether the receiver is that of the settings, and not one that a pipeline names. Pipelines name some
    /// for their runs alone.</summary>
    public bool IsForTheOperator
    {
        get => field || Alert is null;
        init;
    }

    /// <summary>The receiver as anybody may read it: as the pipeline file writes it. The settings may hold an address
    /// that is a secret as it stands, and only the operator reads those.</summary>
    [JsonIgnore]
    public string ShownReceiver => IsForTheOperator ? "of the settings" : Receiver.Shown;

    /// <summary>What to send of dead letters; null when it is about none.</summary>
    public DeadLettersAlert? DeadLetters { get; init; }

    /// <summary>What to send of a refused deployment; null when it is about none.</summary>
    public RefusedDeploymentAlert? Refusal { get; init; }

    /// <summary>The key of an alert, the same whenever the same event comes again.</summary>
    /// <param name="subject">What it is about: a run, the filling of a queue with dead letters, a
    /// refused deployment.</param>
    /// <param name="receiver">The place of the receiver among those who are told, from 1.</param>
    public static string IdOf(Guid subject, int receiver) => $"{subject:D}-{receiver}";
}

/// <summary>The receiver took the alert. Stays with the job.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Answer">What the receiver answered.</param>
internal sealed record AlertSent(string AlertId, string Answer) : IMessage;

/// <summary>A receiver inside a stored job: it says of which kind it is.</summary>
internal sealed class ReceiverJson : JsonConverter<ReceiverDefinition>
{
    private static readonly JsonSerializerOptions Kinds = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = KindJson.Resolver,
    };

    public override ReceiverDefinition? Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<ReceiverDefinition>(ref reader, Kinds);

    public override void Write(
        Utf8JsonWriter writer, ReceiverDefinition value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, Kinds);
}
