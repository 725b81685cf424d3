using System.Globalization;

namespace Trainyard.Models.Provenance;

/// <summary>What is signed about the move of an alias, in our own words.</summary>
public sealed record MoveFacts
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The number of the change, from 1 for each model and alias.</summary>
    public required long Change { get; init; }

    /// <summary>The version that the alias is to point to.</summary>
    public required int Version { get; init; }

    /// <summary>The digest of the model artifact.</summary>
    public required string Artifact { get; init; }

    /// <summary>The deployment.</summary>
    public required Guid DeploymentId { get; init; }

    /// <summary>The run whose step it is; null for a promotion or a rollback.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The digest of the payload of the statement about the change before, see
    /// <see cref="MoveStatement.DigestOf"/>; null for the first.</summary>
    public string? Previous { get; init; }

    /// <summary>Who decided it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>What others say differently, as sentences.</summary>
    public IEnumerable<string> DifferencesFrom(MoveFacts said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return Lines().Zip(said.Lines()).Where(pair => pair.First.Is != pair.Second.Is).Select(pair =>
            $"Its move is about {pair.First.What} {ShownText.Of(pair.First.Is)}, not "
            + $"{ShownText.Of(pair.Second.Is)}.");
    }

    private IEnumerable<(string What, string Is)> Lines() =>
    [
        ("model", $"'{Model}'"), ("alias", $"'{Alias}'"), ("change", Change.ToString(CultureInfo.InvariantCulture)),
        ("version", Version.ToString(CultureInfo.InvariantCulture)), ("artifact", Artifact),
        ("deployment", DeploymentId.ToString()), ("run", RunId?.ToString() ?? "none"),
        ("who decided it", $"'{RequestedBy}'"), ("reason", $"'{Reason}'"),
        (
            "time of the decision",
            DecidedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
    ];
}
