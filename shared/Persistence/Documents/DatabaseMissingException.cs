namespace Trainyard.Persistence.Documents;

/// <summary>There is no such database: nothing was ever stored in it, or it is somewhere else.</summary>
/// <param name="database">The file, or the name on its server.</param>
public sealed class DatabaseMissingException(string database)
    : InvalidOperationException($"There is no database '{database}'.");
