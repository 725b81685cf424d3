namespace Trainyard.Pipelines.Definition;

/// <summary>Where a model that passed the gate is deployed to.</summary>
public sealed record DeployDefinition
{
    /// <summary>
    /// The alias, for example <c>staging</c>: lower-case letters, digits and dashes. Default: staging.
    /// </summary>
    public string To { get; init; } = "staging";
}
