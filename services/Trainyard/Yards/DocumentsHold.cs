using Microsoft.Extensions.Configuration;
using Trainyard.Cli.Terminal;
using Trainyard.Hosting;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Stores;

namespace Trainyard.Cli.Yards;

/// <summary>
/// The documents that a process with a bus of its own works on. Another one would take its jobs and hear nothing of its
/// messages, so one at a time holds them, whatever its data folder; those that share a broker share documents too.
/// </summary>
internal sealed class DocumentsHold : IDisposable
{
    private readonly FileStream _lock;

    private DocumentsHold(FileStream held) => _lock = held;

    /// <summary>Takes the documents; null where there is no need to: they are no files, or the bus is a
    /// broker.</summary>
    /// <param name="data">The data folder of this process.</param>
    /// <param name="settings">Its settings.</param>
    /// <exception cref="CommandException">Another process holds them, or nothing can be written there.</exception>
    public static DocumentsHold? Take(string data, IConfiguration settings)
    {
        if (Says(settings["Bus:Transport"], BusTransport.RabbitMq) || FolderOf(data, settings) is not { } folder)
            return null;
        var path = Path.Combine(folder, YardFolders.DocumentsLock);
        try
        {
            _ = PrivateFolder.Make(folder);
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // In a file of its own: what is locked can't be read.
            File.WriteAllText(Path.Combine(folder, YardFolders.DocumentsHolder), data);
            return new DocumentsHold(held);
        }
        catch (IOException exception) when (YardFolder.IsHeld(exception))
        {
            throw new CommandException(
                $"The documents in '{folder}' are in use by the Trainyard {HolderOf(folder)}, and each would do the "
                + $"work of the other. End that one, or give this one, with the data folder '{data}', documents of its "
                + "own with Documents:Folder. Several processes share documents where they share a broker: "
                + "Bus:Transport=RabbitMq.",
                ExitCodes.Faulted);
        }
        catch (IOException exception) when (Persistence.Documents.FullDisk.Is(exception))
        {
            throw YardFolder.IsFull(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The documents in '{folder}' can't be worked on: {exception.Message}", ExitCodes.Faulted);
        }
    }

    /// <summary>The folder of the documents of a process, as a full path; null where they are no files.</summary>
    public static string? FolderOf(string data, IConfiguration settings) =>
        Says(settings["Documents:Store"], DocumentStore.Mongo)
            ? null
            : Path.GetFullPath(YardFolders.OfDocuments(
                new DocumentSettings { Folder = settings["Documents:Folder"] }, new DataSettings { Folder = data }));

    /// <summary>Lets go of them.</summary>
    public void Dispose() => _lock.Dispose();

    private static bool Says<T>(string? setting, T value)
        where T : struct, Enum => $"{value}".Equals(setting, StringComparison.OrdinalIgnoreCase);

    private static string HolderOf(string folder)
    {
        try
        {
            return $"with the data folder '{File.ReadAllText(Path.Combine(folder, YardFolders.DocumentsHolder))}'";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "of another data folder";
        }
    }
}
