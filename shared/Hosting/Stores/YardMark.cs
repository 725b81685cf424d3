using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Stores;

/// <summary>What the database of a service says of itself: who it is, and in which folder the blobs are that its
/// records name.</summary>
internal sealed record YardMark
{
    public const string Only = "yard";

    /// <summary>The id of the database, made with it.</summary>
    public required Guid Database { get; init; }

    /// <summary>The id of the folder of artifacts.</summary>
    public required Guid Folder { get; init; }

    /// <summary>Where that folder was, for people.</summary>
    public required string Place { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    public static DocumentCollection<YardMark> Collection { get; } = new()
    {
        Name = "yard",
        Id = _ => Only,
        Indexes = [],
    };
}
