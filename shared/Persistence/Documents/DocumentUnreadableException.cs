namespace Trainyard.Persistence.Documents;

/// <summary>What is stored is no document of its collection: somebody wrote to the store, or an older version did.
/// </summary>
/// <param name="collection">The collection.</param>
/// <param name="id">The document.</param>
/// <param name="cause">What its text is not.</param>
public sealed class DocumentUnreadableException(string collection, string id, Exception cause)
    : Exception($"The document '{id}' of the collection '{collection}' can't be read: {cause.Message}", cause);
