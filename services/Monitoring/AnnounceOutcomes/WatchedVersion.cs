using Trainyard.Contracts;
using Trainyard.Persistence.Documents;

namespace Trainyard.Monitoring.AnnounceOutcomes;

/// <summary>A version that is watched, with the figures it was accepted for.</summary>
internal sealed record WatchedVersion
{
    /// <summary>The run that made it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The alias it was deployed to, if any.</summary>
    public string? Alias { get; init; }

    /// <summary>The definition, for what it says of monitoring.</summary>
    public required ArtifactReference Definition { get; init; }

    /// <summary>Figures on the held-out part.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    public static DocumentCollection<WatchedVersion> Collection { get; } = new()
    {
        Name = "watched",
        Id = watched => IdOf(watched.RunId),
        Indexes = [new("model", watched => watched.Model), new("version", watched => watched.Version)],
    };

    public static string IdOf(Guid runId) => runId.ToString();
}
