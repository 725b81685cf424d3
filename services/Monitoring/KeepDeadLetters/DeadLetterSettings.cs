using System.ComponentModel.DataAnnotations;

namespace Trainyard.Monitoring.KeepDeadLetters;

/// <summary>Section <c>DeadLetters</c>: who is told when dead letters pile up.</summary>
internal sealed record DeadLetterSettings : IValidatableObject
{
    /// <summary>Where an alert is posted to, <c>http://</c> or <c>https://</c>; <c>${NAME}</c> in it is filled in from
    /// the environment when it is sent, and never logged. Default: none, nobody is told.</summary>
    public string? Webhook { get; init; }

    /// <summary>How many dead letters of one queue make an alert, 1 to 1,000,000. The next one comes only after there
    /// were fewer. Default: 1.</summary>
    [Range(1, 1_000_000)]
    public int Threshold { get; init; } = 1;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var isRight = string.IsNullOrEmpty(Webhook)
            || Webhook.Contains("${", StringComparison.Ordinal)
            || (Uri.TryCreate(Webhook, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");
        if (!isRight)
            yield return new ValidationResult("must begin with http:// or https://, or be ${NAME}", [nameof(Webhook)]);
    }
}
