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
public sealed record DocumentSettings
{
    /// <summary>The store. Default: Sqlite, one file for each service.</summary>
    public DocumentStore Store { get; init; } = DocumentStore.Sqlite;

    /// <summary>Sqlite: the folder of the files. Default: <c>documents</c> in the data folder. Ignored by
    /// Mongo.</summary>
    public string? Folder { get; init; }

    /// <summary>Mongo: the connection string. Ignored by Sqlite.</summary>
    [Required]
    public string ConnectionString { get; init; } = "mongodb://127.0.0.1:27017";

    /// <summary>Mongo: what the name of each service's database begins with. Default: <c>trainyard_</c>. Ignored by
    /// Sqlite.</summary>
    [Required]
    public string DatabasePrefix { get; init; } = "trainyard_";

    /// <summary>Whether nothing is written, and nothing is made that is missing: for a process that only looks.
    /// Default: false.</summary>
    public bool ReadOnly { get; init; }
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
}

/// <summary>Section <c>Keys</c>: where the keys that sign and verify model artifacts are.</summary>
public sealed record KeySettings
{
    /// <summary>The folder. Default: <c>keys</c> in the data folder.</summary>
    public string? Folder { get; init; }
}
