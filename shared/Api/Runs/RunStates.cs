namespace Trainyard.Api.Runs;

/// <summary>The states that a run can be in, as lists show them.</summary>
public static class RunStates
{
    /// <summary>It was accepted, and has not begun.</summary>
    public const string Requested = "Requested";

    /// <summary>Their names, in the order of a run.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        Requested, "Fetching", "Checking", "Preparing", "Training", "Validating", "Registering", "Deploying",
        "Announcing", "Succeeded", "Rejected", "Faulted", "Cancelled",
    ];

    /// <summary>The state that is meant, whatever the case of its letters; null when there is none.</summary>
    public static string? Find(string name) =>
        Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
