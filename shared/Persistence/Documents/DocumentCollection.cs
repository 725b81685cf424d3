namespace Trainyard.Persistence.Documents;

/// <summary>How a collection is named, keyed and indexed.</summary>
/// <typeparam name="T">The document.</typeparam>
public sealed record DocumentCollection<T>
    where T : class
{
    /// <summary>The name: lower-case letters, digits and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>The id of a document: at most 200 characters.</summary>
    public required Func<T, string> Id { get; init; }

    /// <summary>Fields that queries may name.</summary>
    public IReadOnlyList<DocumentIndex<T>> Indexes { get; init; } = [];

    /// <summary>
    /// Indexes over several of these fields, for what is asked for again and again however much is stored: first the
    /// fields that have a value, then the one that is sorted by. A field that begins one has no index of its own.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Orders { get; init; } = [];

    /// <summary>What a list shows of a document: stored beside it, and read without it. None by default.</summary>
    public Func<T, object>? Row { get; init; }

    /// <summary>Every index of the store: the fields of each, in order, and whether it is unique.</summary>
    internal IEnumerable<(IReadOnlyList<string> Fields, bool IsUnique)> StoredIndexes =>
        Indexes.Where(index => index.IsUnique || !Orders.Any(order => order[0] == index.Field))
            .Select(index => ((IReadOnlyList<string>)[index.Field], index.IsUnique))
            .Concat(Orders.Select(order => (order, false)));
}

/// <summary>An indexed field: its value is text, a whole number, a truth value, a time, or null.</summary>
/// <param name="Field">The name that queries use.</param>
/// <param name="Value">The value of a document; null is allowed, and never counts as taken.</param>
/// <param name="IsUnique">Whether no two documents may have the same value.</param>
public sealed record DocumentIndex<T>(string Field, Func<T, object?> Value, bool IsUnique = false)
    where T : class;
