namespace Trainyard.Persistence.Documents;

/// <summary>What lies beside the records of a collection, by which they are found, listed and kept.</summary>
public interface IStoredBeside
{
    /// <summary>Each record beside which something else lies than what it says, once.</summary>
    /// <param name="ofBlobs">Whether the names of blobs are looked at, for which all of each record is read, and not
    /// what it is found and listed by.</param>
    /// <param name="cancellation">Ends the look.</param>
    IAsyncEnumerable<StoredLie> Lies(bool ofBlobs, CancellationToken cancellation = default);
}

/// <summary>A record, and what lies beside it that it does not say.</summary>
/// <param name="Collection">The name of its collection.</param>
/// <param name="Id">The id that it is stored by.</param>
/// <param name="Differences">What differs, as sentences.</param>
public sealed record StoredLie(string Collection, string Id, IReadOnlyList<string> Differences);
