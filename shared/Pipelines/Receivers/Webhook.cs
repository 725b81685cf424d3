using System.Text.Json.Serialization;

namespace Trainyard.Pipelines.Receivers;

/// <summary><c>webhook</c>: an address that receives a JSON document by POST.</summary>
public sealed record WebhookReceiver : ReceiverDefinition
{
    private static readonly Key<string> To = Key.Optional(
        "webhook",
        "The address that receives a JSON document by POST. May hold ${NAME}.",
        new TextParser("an address that begins with http:// or https://")
        {
            Pattern = "^https?://[^\\s/?#]+",
            TakesSecrets = true,
            Longest = 2000,
            Check = a => Uri.TryCreate(a, UriKind.Absolute, out _)
                ? null
                : "This is no address that a request can be sent to.",
        });

    internal static readonly ReceiverKind Kind =
        new(To, typeof(WebhookReceiver), f => new WebhookReceiver { Address = f.Get(To) });

    /// <summary>The address. May hold <c>${NAME}</c>, resolved where it is sent.</summary>
    public required string Address { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Shown => Address;

    /// <inheritdoc/>
    internal override IEnumerable<string> TextsWithSecrets => [Address];
}
