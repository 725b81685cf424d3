using System.ComponentModel.DataAnnotations;

namespace Trainyard.Hosting.Stores;

/// <summary>Section <c>Data</c>: where this process keeps what outlives it.</summary>
public sealed record DataSettings
{
    /// <summary>The folder for documents, artifacts and keys that are given no folder of their own. Default:
    /// <c>.trainyard</c> in the current folder.</summary>
    [Required]
    public string Folder { get; init; } = ".trainyard";
}

/// <summary>Section <c>Documents</c>: where documents are kept.</summary>
public sealed record DocumentSettings : IValidatableObject
{
    /// <summary>The store. Default: Sqlite, one file for each service.</summary>
    public DocumentStore Store { get; init; } = DocumentStore.Sqlite;

    /// <summary>Sqlite: the folder of the files. Default: <c>documents</c> in the data folder. Ignored by
    /// Mongo.</summary>
    public string? Folder { get; init; }

    /// <summary>Mongo: the connection string. Ignored by Sqlite.</summary>
    [Required]
    public string ConnectionString { get; init; } = "mongodb://127.0.0.1:27017";

    /// <summary>Mongo: the file that holds the password of the user whom the connection string names, so that it stands
    /// in no setting. Default: none. Ignored by Sqlite.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Mongo: what the name of each service's database begins with. Default: <c>trainyard_</c>. Ignored by
    /// Sqlite.</summary>
    [Required]
    public string DatabasePrefix { get; init; } = "trainyard_";

    /// <summary>Whether nothing is written, and nothing is made that is missing: for a process that only looks.
    /// Default: false.</summary>
    public bool ReadOnly { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Store == DocumentStore.Mongo && PasswordFile is { } file && !File.Exists(file))
            yield return new ValidationResult("names a file that is not there", [nameof(PasswordFile)]);
    }
}

/// <summary>The document stores there are.</summary>
public enum DocumentStore
{
    /// <summary>Files on this machine.</summary>
    Sqlite,

    /// <summary>A server that speaks MongoDB's protocol.</summary>
    Mongo,
}

/// <summary>Section <c>Artifacts</c>: where blobs are kept.</summary>
public sealed record BlobSettings
{
    /// <summary>The folder, shared by all services. Default: <c>artifacts</c> in the data folder.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// How long a blob that no record names is kept after it was written, 1 h to 365 days. It must be longer than any
    /// step takes from the first blob that it stores to its answer, an outage of the document store included: a blob
    /// is named only then. Default: 7 days.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The share of all blobs that a collection removes without being told to by
    /// <c>trainyard collect --confirm</c>, 0 to 1; up to 20 blobs always go. Default: 0.5.</summary>
    [Range(0.0, 1.0)]
    public double LargestShare { get; init; } = 0.5;

    /// <summary>How often a process that all services are in removes such blobs, 1 min to 30 days; it reads every
    /// record for it. Services that run alone leave it to <c>trainyard collect</c>. Default: 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan CollectEvery { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Section <c>Keys</c>: where the keys that sign and verify model artifacts are.</summary>
public sealed record KeySettings
{
    /// <summary>The folder of private keys, for the service that signs and nobody else. Default: <c>keys</c> in the
    /// data folder.</summary>
    public string? Folder { get; init; }

    /// <summary>The folder of public keys, <c>*.pub</c>: the service that signs puts its own there, under the name of
    /// its id; those that check trust every one that is there, and removing a file withdraws that trust. Default:
    /// <c>trust</c> in the data folder.</summary>
    public string? TrustFolder { get; init; }
}
