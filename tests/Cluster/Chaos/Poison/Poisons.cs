using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Trainyard.Cluster.Tests.Chaos.Poison;

/// <summary>A message that nobody can handle.</summary>
/// <param name="Exchange">Where it is published.</param>
/// <param name="ContentType">What it claims to be.</param>
/// <param name="Body">What it is.</param>
internal sealed record PoisonMessage(string Exchange, string ContentType, string Body)
{
    public string Id { get; } = Guid.NewGuid().ToString();
}

/// <summary>The ways in which a message can be of no use.</summary>
internal static class Poisons
{
    private const string Envelope = "application/vnd.masstransit+json";

    /// <summary>All kinds, by turns.</summary>
    public static IReadOnlyList<Func<PoisonMessage>> Kinds { get; } =
        [NoJson, OfNoKnownType, Incomplete, WithoutEnding];

    /// <summary>A request that no reader gets to the end of.</summary>
    public static PoisonMessage NoJson() =>
        new("Trainyard.Contracts:TrainRequested", "application/json", """{"pipeline": "churn", "requestedBy" oops}""");

    /// <summary>Nobody who reads requests knows what this is.</summary>
    public static PoisonMessage OfNoKnownType() =>
        new("train-requests", Envelope, Enveloped("Elsewhere:ThingHappened", []));

    /// <summary>A command to begin a run that lacks what the saga looks at: it fails at it each time.</summary>
    public static PoisonMessage Incomplete() => new("training-runs", Envelope, Enveloped(
        "Trainyard.Contracts:StartRun",
        new JsonObject
        {
            ["runId"] = Guid.NewGuid(), ["pipeline"] = "none", ["problems"] = null, ["gate"] = new JsonArray(),
            ["participants"] = new JsonArray(), ["seed"] = 1, ["requestedBy"] = "nobody",
            ["requestedAt"] = DateTimeOffset.UnixEpoch,
        }));

    /// <summary>An ending that does not say which: whoever is to tell of it can't read it.</summary>
    public static PoisonMessage WithoutEnding() => new("alert-on-training-failed", Envelope, Enveloped(
        "Trainyard.Contracts:TrainingFailed",
        new JsonObject
        {
            ["runId"] = Guid.NewGuid(), ["pipeline"] = "none", ["outcome"] = "Nowhere", ["step"] = "Train",
            ["reason"] = "StepFaulted", ["message"] = "none", ["findings"] = new JsonArray(),
            ["gate"] = new JsonArray(), ["stepName"] = "none", ["participant"] = "none",
            ["requestedBy"] = "nobody", ["endedAt"] = DateTimeOffset.UnixEpoch,
            ["definition"] = Nowhere(),
        }));

    /// <summary>A command like any other, for whom it may concern.</summary>
    public static PoisonMessage Command(Guid run) => new("fetch-data", Envelope, Enveloped(
        "Trainyard.Contracts:FetchData", new JsonObject { ["runId"] = run, ["definition"] = Nowhere() }));

    /// <summary>Another one, on another queue.</summary>
    public static PoisonMessage OtherCommand(Guid run) => new("check-data", Envelope, Enveloped(
        "Trainyard.Contracts:CheckData",
        new JsonObject { ["runId"] = run, ["definition"] = Nowhere(), ["snapshot"] = Nowhere() }));

    public static async Task Publish(this IChannel channel, PoisonMessage poison) =>
        await channel.BasicPublishAsync(
            poison.Exchange, routingKey: "", mandatory: true,
            new BasicProperties
            {
                ContentType = poison.ContentType, MessageId = poison.Id, DeliveryMode = DeliveryModes.Persistent,
            },
            Encoding.UTF8.GetBytes(poison.Body));

    public static async Task Publish(this IChannel channel, Mutations.Mutation mutation) =>
        await channel.BasicPublishAsync(
            mutation.Exchange, routingKey: "", mandatory: true, mutation.Properties, mutation.Body);

    /// <summary>A reference to what nobody stored.</summary>
    private static JsonObject Nowhere() => new()
    {
        ["sha256"] = new string('0', 64), ["size"] = 1, ["mediaType"] = "application/json", ["schema"] = "pipeline/1",
    };

    private static string Enveloped(string type, JsonObject message) => new JsonObject
    {
        ["messageId"] = Guid.NewGuid(),
        ["messageType"] = new JsonArray($"urn:message:{type}"),
        ["message"] = message,
    }.ToJsonString();
}
