using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Trainyard.Api;
using Trainyard.Hosting;
using Trainyard.Persistence.Documents;

namespace Trainyard.Cli.Yards;

/// <summary>
/// The folder that an in-process yard lives in. One process at a time holds it; the lock goes with the process, however
/// that ends. Whoever holds it says in a file where it can be reached.
/// </summary>
internal sealed class YardFolder : IDisposable
{
    private readonly FileStream _lock;
    private DocumentsHold? _documents;
    private readonly string _addressFile;

    private YardFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
        _addressFile = AddressFile(path);
        // A process that was killed leaves its own.
        File.Delete(_addressFile);
        foreach (var draft in Directory.EnumerateFiles(Drafts(path)))
            File.Delete(draft);
    }

    public string Path { get; }

    /// <summary>Whether what is open here may have come from others than whoever runs this process.</summary>
    public bool WasServed
    {
        get => File.Exists(ServedFile);
        set
        {
            if (value)
                File.WriteAllText(ServedFile, "");
            else
                File.Delete(ServedFile);
        }
    }

    /// <summary>Whether a process holds the folder. It is asked for the lock at most for a moment, and not by itself:
    /// whoever comes for it meanwhile waits.</summary>
    public static bool IsHeldBySomebody(string path)
    {
        try
        {
            new FileStream(
                System.IO.Path.Combine(path, YardFolders.LockFile), FileMode.Open, FileAccess.Read, FileShare.Read)
                .Dispose();
            return false;
        }
        catch (IOException exception)
        {
            return IsHeld(exception);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether what is open in a folder came from others than whoever runs a command there.</summary>
    public static bool IsServed(string path) => File.Exists(System.IO.Path.Combine(path, YardFolders.ServedFile));

    private string ServedFile => System.IO.Path.Combine(Path, YardFolders.ServedFile);

    /// <summary>Takes the folder; null when another process holds it.</summary>
    public static YardFolder? TryTake(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            // Snapshots and records are as private as the data they come from.
            foreach (var folder in (string[])["", YardFolders.Documents, YardFolders.Artifacts, YardFolders.Drafts])
                _ = PrivateFolder.Make(System.IO.Path.Combine(path, folder));
            return new YardFolder(path, new FileStream(
                System.IO.Path.Combine(path, YardFolders.LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None));
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
        catch (IOException exception) when (FullDisk.Is(exception))
        {
            throw IsFull(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The data folder '{path}' can't be used: {exception.Message}",
                ExitCodes.Faulted);
        }
    }

    /// <summary>Nothing can begin or go on there.</summary>
    public static CommandException IsFull(string path) => new(
        $"The disk of '{path}' is full. Nothing was begun, and what is stored there goes on once there is room.",
        ExitCodes.Faulted);

    /// <summary>Whether another process has the lock, rather than a disk that is full or can't be written: EAGAIN on
    /// Linux and on others, and a sharing violation on Windows.</summary>
    internal static bool IsHeld(IOException exception) =>
        exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>Where the process that holds the folder can be reached, if it has said so.</summary>
    public static YardAddress? AddressOfHolder(string path)
    {
        try
        {
            var text = File.ReadAllText(AddressFile(System.IO.Path.GetFullPath(path)));
            return JsonSerializer.Deserialize<YardAddress>(text, JsonSerializerOptions.Web);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes the documents that are worked on from here, wherever the settings say that they are; once is
    /// enough, and again does no harm. Let go with the folder.</summary>
    /// <exception cref="CommandException">Another process with a bus of its own works on them.</exception>
    public void HoldDocuments(IConfiguration settings) => _documents ??= DocumentsHold.Take(Path, settings);

    /// <summary>Says where this process can be reached, to nobody but processes of the same user: the key to it is
    /// said too.</summary>
    public void SayAddress(YardAddress address) => PrivateFile.Write(
        _addressFile, JsonSerializer.Serialize(address, JsonSerializerOptions.Web), overwrite: true, Drafts(Path));

    /// <summary>Leads nobody here any more: the process is about to end.</summary>
    public void ForgetAddress() => File.Delete(_addressFile);

    public void Dispose()
    {
        ForgetAddress();
        _documents?.Dispose();
        _lock.Dispose();
    }

    private static string Drafts(string path) => System.IO.Path.Combine(path, YardFolders.Drafts);

    private static string AddressFile(string path) => System.IO.Path.Combine(path, YardFolders.AddressFile);
}

/// <summary>Where the process that holds a folder can be reached.</summary>
internal sealed record YardAddress
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Its address on this machine.</summary>
    public required Uri Address { get; init; }

    /// <summary>The key that it asks for; null when it asks for none.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it is there: another program may have the port of one that was killed, and say
    /// nothing.</summary>
    public async Task<bool> Answers(CancellationToken cancellation)
    {
        using var client = new TrainyardClient(new HttpClient { BaseAddress = Address, Timeout = Timeout });
        try
        {
            return await client.IsAlive(cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
