using System.ComponentModel.DataAnnotations;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Section <c>DeadLetters</c>: who is told when dead letters pile up.</summary>
internal sealed record DeadLetterReceiver : IValidatableObject
{
    /// <summary>Where an alert is posted to, <c>http://</c> or <c>https://</c>; <c>${NAME}</c> in it is filled in from
    /// the environment when it is sent, and never logged. Default: none, nobody is told.</summary>
    public string? Webhook { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var isRight = string.IsNullOrEmpty(Webhook)
            || Webhook.Contains("${", StringComparison.Ordinal)
            || (Uri.TryCreate(Webhook, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");
        if (!isRight)
            yield return new ValidationResult("must begin with http:// or https://, or be ${NAME}", [nameof(Webhook)]);
    }
}
