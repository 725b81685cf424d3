using Trainyard.Metrics;
using Trainyard.Pipelines;

namespace Trainyard.Models;

/// <summary>
/// What a model artifact says of itself. It holds no time and no machine, so equal models are equal bytes.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>The format, <c>model/1</c>; also the schema name that artifact references to a model carry.</summary>
    public const string CurrentSchema = "model/1";

    /// <summary>The format; only <see cref="CurrentSchema"/> is known.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>How it is scored, see <see cref="ModelKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The kind of prediction.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The name of what is predicted.</summary>
    public required string Target { get; init; }

    /// <summary>The classes by code, negative before positive when binary; empty for a regression.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The trainer and its options, defaults filled in.</summary>
    public required TrainerDefinition Trainer { get; init; }

    /// <summary>The seed that training used.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// True when the same inputs and seed give the same bytes; false when only the same metrics, to 1e-6.
    /// </summary>
    public required bool IsReproducible { get; init; }

    /// <summary>Versions of the libraries that trained it, by name.</summary>
    public required IReadOnlyDictionary<string, string> Libraries { get; init; }

    /// <summary>What training knows of itself, by name.</summary>
    public required IReadOnlyDictionary<string, double> Figures { get; init; }

    /// <summary>The raw columns that a row must bring.</summary>
    public required IReadOnlyList<ManifestColumn> Inputs { get; init; }

    /// <summary>The features that the model takes, in order.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>
    /// What it was made from: SHA-256 of <c>definition</c>, <c>training</c> matrix and <c>features</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> MadeFrom { get; init; }

    /// <summary>The other entries of the archive; filled in when it is written.</summary>
    public IReadOnlyList<ManifestEntry> Entries { get; init; } = [];
}

/// <summary>A raw column that a row must bring.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="Type">Its type.</param>
public sealed record ManifestColumn(string Name, ColumnType Type);

/// <summary>An entry of the archive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The digest of its bytes, 64 lower-case hexadecimal digits.</param>
public sealed record ManifestEntry(string Name, long Size, string Sha256);
