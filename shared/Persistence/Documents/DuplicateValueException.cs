namespace Trainyard.Persistence.Documents;

/// <summary>A document can't have a value of a unique index, since another one has it.</summary>
public sealed class DuplicateValueException(string collection, Exception cause)
    : InvalidOperationException($"Another document of '{collection}' has the same value of a unique index.", cause);
