using Trainyard.Models.Provenance;

namespace Trainyard.Models.Tests;

/// <summary>What there is to state about a version that never was.</summary>
internal static class Facts
{
    public static VersionFacts Churn { get; } = new()
    {
        Model = "churn",
        Version = 3,
        RunId = new Guid("0c6b0a51-3f14-4f7e-8b1a-2f1a8f6f0d01"),
        Artifact = new('a', 64),
        Definition = new('d', 64),
        Snapshot = new('5', 64),
        Features = new('f', 64),
        Report = new('e', 64),
        Metrics = new Dictionary<string, double> { ["auc"] = 0.84 },
        Gate = [new("auc", ">=", 0.8, IsMet: true, 0.84)],
        Seed = 7,
        CodeVersion = "0.1.0+abc",
        RequestedAt = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero),
        RegisteredAt = new DateTimeOffset(2026, 3, 1, 9, 2, 3, 450, TimeSpan.Zero),
    };

    /// <summary>Its deployment.</summary>
    public static MoveFacts Move { get; } = new()
    {
        Model = "churn",
        Alias = "staging",
        Change = 4,
        Version = 3,
        Artifact = new('a', 64),
        DeploymentId = new Guid("5d0c8f9e-6c1b-4f0e-9d57-3b6f3c1f2a02"),
        RunId = new Guid("0c6b0a51-3f14-4f7e-8b1a-2f1a8f6f0d01"),
        Previous = new('b', 64),
        RequestedBy = "ada",
        Reason = "The run registered this version and deploys it.",
        DecidedAt = new DateTimeOffset(2026, 3, 1, 9, 2, 4, TimeSpan.Zero),
    };
}
