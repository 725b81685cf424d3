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
}
