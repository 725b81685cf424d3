namespace Trainyard.Persistence.Documents;

/// <summary>A database lies in a folder that can't be written, and can't be read as it is there.</summary>
/// <param name="file">Its file.</param>
public sealed class ReadOnlyFolderException(string file) : IOException(
    $"The folder '{Path.GetDirectoryName(file)}' is read-only, and {Path.GetFileName(file)} there has a log that must "
    + "be taken in before it can be read. Copy the folder to where it can be written.");
