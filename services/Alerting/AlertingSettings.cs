using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Trainyard.Alerting;

/// <summary>Section <c>Alerting</c>: where alerts may go.</summary>
internal sealed record AlertingSettings : IValidatableObject
{
    /// <summary>
    /// The networks that alerts may go to beside the public internet, as ranges such as 10.20.0.0/16 or fd00::/8:
    /// pipeline files name addresses, and whoever may ask for a run could otherwise have any machine in reach of this
    /// one called. <c>0.0.0.0/0</c> and <c>::/0</c> allow all. Default: none. Ignored for <c>DeadLetters:Webhook</c>,
    /// which is the operator's own.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!AllowedNetworks.All(network => IPNetwork.TryParse(network, out _)))
        {
            yield return new ValidationResult(
                "must be ranges of addresses, such as 10.20.0.0/16 or fd00::/8", [nameof(AllowedNetworks)]);
        }
    }
}
