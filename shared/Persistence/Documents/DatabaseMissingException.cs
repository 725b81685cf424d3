namespace Trainyard.Persistence.Documents;

/// <summary>There is no such database: nothing was ever stored in it, or it is somewhere else.</summary>
/// <param name="database">The file, or the name on its server.</param>
public sealed class DatabaseMissingException(string database)
    : InvalidOperationException(File.Exists(database)
        ? $"There is no database in '{database}': it is empty. What it held, if it held anything, is gone."
        : $"There is no database '{database}'.");
