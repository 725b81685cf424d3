using Trainyard.Cli.Terminal;
using Trainyard.Persistence.Documents;

namespace Trainyard.Cli.Run;

/// <summary>Ends the wait for a run in this process when the disk of its documents is full: nothing goes on there
/// before somebody makes room, and that may need this command to end.</summary>
internal sealed class DiskWatch : IDisposable
{
    private readonly string _data;
    private readonly string _documents;
    private readonly CancellationTokenSource _source;
    private int _isFull;

    /// <param name="data">The folder of the yard.</param>
    /// <param name="documents">The folder of its documents.</param>
    /// <param name="cancellation">What ends the wait otherwise.</param>
    public DiskWatch(string data, string documents, CancellationToken cancellation)
    {
        (_data, _documents) = (data, documents);
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        FullDisk.Met += Meet;
    }

    public CancellationToken Token => _source.Token;

    public bool IsFull => Volatile.Read(ref _isFull) == 1;

    /// <summary>Why the wait ended.</summary>
    /// <param name="runId">The run that was asked for.</param>
    /// <param name="isAccepted">Whether it is known to be stored.</param>
    /// <param name="doubt">What else is not known of it, see <see cref="RunRequest.Doubt"/>.</param>
    public CommandException Ending(Guid runId, bool isAccepted, string doubt = "") => new(
        $"The disk of '{(IsWithin(_documents, _data) ? _data : _documents)}' is full. " + (isAccepted
            ? $"Run {runId} stays stored, and goes on once there is room, beside the next run there: "
                + $"{Invocation.Command} run FILE --data {Invocation.Word(_data)}"
            : $"Run {runId} may not have been accepted: ask again once there is room.{doubt}"),
        ExitCodes.Faulted);

    public void Dispose()
    {
        FullDisk.Met -= Meet;
        _source.Dispose();
    }

    private void Meet(string file)
    {
        // Not on the thread of the write: whoever is cancelled goes on there.
        if ((IsWithin(file, _documents) || IsWithin(file, _data)) && Interlocked.Exchange(ref _isFull, 1) == 0)
            _ = Task.Run(Cancel);
    }

    private static bool IsWithin(string path, string folder) => 
        Whole(path).StartsWith(Whole(folder), StringComparison.Ordinal);

    private static string Whole(string path) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) + Path.DirectorySeparatorChar;

    private void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run has ended meanwhile.
        }
    }
}
