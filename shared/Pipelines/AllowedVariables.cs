namespace Trainyard.Pipelines;

/// <summary>
/// The variables of the environment that a text may name as <c>${NAME}</c>. There is no other way to resolve one, so
/// that nobody who resolves can forget to ask what is allowed; a name that is not is never looked up.
/// </summary>
/// <param name="settings">The names that are allowed.</param>
/// <param name="environment">Gives the value of a variable, null when it is not set.</param>
public sealed class AllowedVariables(SecretSettings settings, Func<string, string?> environment)
{
    private readonly IReadOnlyList<string> _allowed =
        settings.Allowed.Count == 0 ? SecretSettings.Default : settings.Allowed;

    /// <summary>Those of the environment of this process.</summary>
    public static AllowedVariables OfThisProcess(SecretSettings settings) =>
        new(settings, Environment.GetEnvironmentVariable);

    /// <summary>All of them: for a text that the operator wrote, who may read the environment anyway.</summary>
    public AllowedVariables ForTheOperator() => new(new SecretSettings { Allowed = ["*"] }, environment);

    internal bool Allows(string name) => _allowed.Any(pattern => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : name == pattern);

    internal string? ValueOf(string name) => Allows(name)
        ? environment(name)
        : throw new InvalidOperationException($"The variable {name} is not allowed, and must not be asked for.");
}
