namespace Trainyard.Pipelines;

/// <summary>Why the secrets in a text could not be filled in.</summary>
/// <param name="Kind">What can be done about it.</param>
/// <param name="Message">A sentence. It names variables and never a value, and of a variable that is not allowed it
/// does not say whether it is set.</param>
public sealed record SecretProblem(SecretProblemKind Kind, string Message);

/// <summary>What keeps a secret from being filled in.</summary>
public enum SecretProblemKind
{
    /// <summary>It is not written as <c>${NAME}</c>.</summary>
    NotWrittenRight,

    /// <summary>The operator does not allow the variable.</summary>
    NotAllowed,

    /// <summary>The variable is allowed, and not set.</summary>
    NotSet,
}
