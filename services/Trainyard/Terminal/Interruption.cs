using System.Runtime.InteropServices;

namespace Trainyard.Cli.Terminal;

/// <summary>Ctrl+C, and the word of others that the process is to end: the first lets a command end what it does, the
/// second ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly IReadOnlyList<PosixSignalRegistration> _signals;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Come),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Come),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }

    private void Come(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested)
            Environment.Exit(ExitCodes.Cancelled);
        // Not on the thread of the signal: whoever is cancelled goes on there.
        _ = Task.Run(_source.Cancel);
    }
}
