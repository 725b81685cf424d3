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
}

/// <summary>An indexed field: its value is text, a whole number, a truth value, a time, or null.</summary>
/// <param name="Field">The name that queries use.</param>
/// <param name="Value">The value of a document; null is allowed, and never counts as taken.</param>
/// <param name="IsUnique">Whether no two documents may have the same value.</param>
public sealed record DocumentIndex<T>(string Field, Func<T, object?> Value, bool IsUnique = false)
    where T : class;
