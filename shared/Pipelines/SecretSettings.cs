using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Trainyard.Pipelines;

/// <summary>Section <c>Secrets</c>: what of the environment a pipeline file may ask for. Whoever may ask for a run
/// writes a pipeline file, and the environment of a service holds more than what is meant for them.</summary>
public sealed partial record SecretSettings : IValidatableObject
{
    /// <summary>What counts where the settings name nothing.</summary>
    public static readonly IReadOnlyList<string> Default = ["ALERT_*", "SOURCE_*"];

    /// <summary>
    /// The variables that <c>${NAME}</c> may stand for: names, of which each may end in <c>*</c>, and <c>*</c> alone
    /// for all of them. Default: <c>ALERT_*</c> and <c>SOURCE_*</c>; whoever names any names all.
    /// </summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Allowed.All(Name().IsMatch))
            yield return new ValidationResult(
                "must hold names of letters, digits and underscores, each of which may end in *", [nameof(Allowed)]);
    }

    [GeneratedRegex(@"\A([A-Za-z_][A-Za-z0-9_]*\*?|\*)\z")]
    private static partial Regex Name();
}
