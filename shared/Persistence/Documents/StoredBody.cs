namespace Trainyard.Persistence.Documents;

/// <summary>A document as it is stored, for whoever must see all of them and needs to know none.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Json">The document: JSON, UTF-8.</param>
public readonly record struct StoredBody(string Collection, ReadOnlyMemory<byte> Json);
