using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas;

/// <summary>Some entries of the record of a saga, in order; written once and never changed.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
public sealed record RecordPage<TSaga>
    where TSaga : class, IJournaledSaga
{
    /// <summary>The saga.</summary>
    public required Guid Saga { get; init; }

    /// <summary>The entries; the first has the number that the page is named after.</summary>
    public required IReadOnlyList<JournalEntry> Entries { get; init; }

    /// <summary>The id of the page that begins with an entry.</summary>
    internal static string IdOf(Guid saga, int first) => $"{saga}/{first}";
}

/// <summary>The collections of pages.</summary>
public static class RecordPages
{
    /// <summary>The collection of the pages of sagas, in the database that has the sagas. Its name comes after theirs:
    /// who reads both in this order sees each entry, though it moves meanwhile.</summary>
    public static DocumentCollection<RecordPage<TSaga>> Beside<TSaga>(DocumentCollection<TSaga> sagas)
        where TSaga : class, IJournaledSaga
    {
        ArgumentNullException.ThrowIfNull(sagas);
        return new()
        {
            Name = sagas.Name + "_record", Id = page => RecordPage<TSaga>.IdOf(page.Saga, page.Entries[0].Number),
        };
    }
}
