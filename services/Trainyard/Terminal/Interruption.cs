using System.Runtime.InteropServices;

namespace Trainyard.Cli.Terminal;

/// <summary>Ctrl+C and Ctrl+\, and the word of others that the process is to end: the first lets a command end what it
/// does, the second ends the process at once, with what is known by then.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly CommandException Nothing = new(
        "Told to end again, the command ended at once; what it did was not waited for.", ExitCodes.Cancelled);

    /// <summary>Words that come so close are one: <c>timeout</c>, and others who end a process with its group, say it
    /// twice.</summary>
    private static readonly TimeSpan OneWord = TimeSpan.FromMilliseconds(250);

    /// <summary>All mean the same: a host that is in this process ends at each of them too.</summary>
    private static readonly PosixSignal[] Heard = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT];

    private static Interruption? _present;

    private readonly bool _isJson;
    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private CancellationTokenSource _source = new();
    private long? _heard;
    private (int ExitCode, string? Sentence) _known = (Nothing.ExitCode, Nothing.Message);

    /// <param name="isJson">Whether a program reads what is said.</param>
    /// <param name="hearsSignals">Whether the process is told by signals.</param>
    public Interruption(bool isJson, bool hearsSignals = true)
    {
        (_isJson, _present) = (isJson, this);
        if (!hearsSignals)
            return;
        foreach (var signal in Heard)
            _signals.Add(PosixSignalRegistration.Create(signal, Come));
    }

    /// <summary>Ends what the command does now.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (_lock)
                return _source.Token;
        }
    }

    /// <summary>Whether anybody told the command to end.</summary>
    public bool WasTold { get; private set; }

    /// <summary>Ends what follows where what was told to end has ended: it takes another word, which ends that and not
    /// the process.</summary>
    public static CancellationToken Anew()
    {
        if (_present is not { } present)
            return CancellationToken.None;
        lock (present._lock)
        {
            // Whoever has the old token may still ask it.
            if (present._source.IsCancellationRequested)
                present._source = new CancellationTokenSource();
            return present._source.Token;
        }
    }

    /// <summary>What the process ends with from now on where it is told to end at once.</summary>
    /// <param name="exitCode">The exit code.</param>
    /// <param name="sentence">What is said; null where all was.</param>
    public static void Know(int exitCode, string? sentence)
    {
        if (_present is not { } present)
            return;
        lock (present._lock)
            present._known = (exitCode, sentence);
    }

    /// <summary>Somebody says that the command is to end; gives the exit code where that is to be at once.</summary>
    internal int? Hear()
    {
        lock (_lock)
        {
            WasTold = true;
            if (!_source.IsCancellationRequested)
            {
                // Not on the thread of the signal: whoever is cancelled goes on there.
                var source = _source;
                _ = Task.Run(source.Cancel);
                return null;
            }

            return _known.Sentence is { } sentence
                ? Complaints.Say(new CommandException(sentence, _known.ExitCode), _isJson)
                : _known.ExitCode;
        }
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _ = Interlocked.CompareExchange(ref _present, null, this);
    }

    private void Come(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_lock)
        {
            var isSame = _heard is { } heard && TimeProvider.System.GetElapsedTime(heard) < OneWord;
            if (isSame)
                return;
            _heard = TimeProvider.System.GetTimestamp();
        }

        if (Hear() is { } exitCode)
            Environment.Exit(exitCode);
    }
}
