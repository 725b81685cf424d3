using Trainyard.Contracts;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Persistence.Documents;

namespace Trainyard.DeadLetters;

/// <summary>A message that nobody could handle, and all that was done about it.</summary>
internal sealed record DeadLetter
{
    /// <summary>The length of <see cref="Id"/>.</summary>
    public const int IdLength = 16;

    /// <summary>Entries of <see cref="History"/> that are kept of its beginning, and of its end.</summary>
    public const int FirstEntries = 10, LastEntries = 40;

    /// <summary>16 hexadecimal digits, made of queue, message and <see cref="RetryOf"/>: the same death is kept
    /// once.</summary>
    public required string Id { get; init; }

    public required DeadLetterState State { get; init; }

    /// <summary>The queue it died in; <c>unknown</c> when nothing says so.</summary>
    public required string Queue { get; init; }

    /// <summary>The type of the message as far as it can be told, for example <c>TrainModel</c>.</summary>
    public string? MessageType { get; init; }

    /// <summary>The run it belongs to, as far as it can be told.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Whose it is, where it is a command of the sequence or its reply.</summary>
    public StepOwner? Owner { get; init; }

    public required DeathCause Cause { get; init; }

    /// <summary>Why it died, in a sentence for a person.</summary>
    public required string Explanation { get; init; }

    public string? ExceptionType { get; init; }

    public string? ExceptionMessage { get; init; }

    public string? StackTrace { get; init; }

    public int? Tries { get; init; }

    /// <summary>When it died, UTC; the last time, when the same message came again and again.</summary>
    public required DateTimeOffset DiedAt { get; init; }

    /// <summary>How often the same message died here.</summary>
    public int Deaths { get; init; } = 1;

    /// <summary>The dead letter that it was sent again from.</summary>
    public string? RetryOf { get; init; }

    public string? MessageId { get; init; }

    public string? ContentType { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Whether the message had more headers, or others: what is sent of these is not what came.</summary>
    public bool AreHeadersCut { get; init; }

    /// <summary>The body, byte for byte; empty where it is a blob.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The body where it is too large for a document; null where it is not.</summary>
    public ArtifactReference? Blob { get; init; }

    /// <summary>Who did what with it, when and why: the first and the last entries, since each death of the same
    /// message may add one, and a document has a limit.</summary>
    public required IReadOnlyList<DeadLetterEntry> History { get; init; }

    /// <summary>How many entries are left out, behind the first <see cref="FirstEntries"/>.</summary>
    public int LeftOut { get; init; }

    /// <summary>Whether whoever waits for it was told.</summary>
    public bool IsReported { get; init; }

    public static DocumentCollection<DeadLetter> Collection { get; } = new()
    {
        Name = "dead_letters",
        Id = letter => letter.Id,
        Indexes =
        [
            new("state", letter => letter.State),
            new("queue", letter => letter.Queue),
            new("died", letter => letter.DiedAt),
            new("former", letter => letter.RetryOf),
        ],
        Orders = [["state", "queue", "died"], ["state", "died"], ["queue", "died"]],
        Row = DeadLetterViews.Summary,
    };

    public DeadLetter With(DeadLetterEntry entry)
    {
        IReadOnlyList<DeadLetterEntry> history = [.. History, entry];
        return history.Count <= FirstEntries + LastEntries
            ? this with { History = history }
            : this with
            {
                History = [.. history.Take(FirstEntries), .. history.TakeLast(LastEntries)],
                LeftOut = LeftOut + history.Count - FirstEntries - LastEntries,
            };
    }
}

/// <summary>How far a dead letter is.</summary>
internal enum DeadLetterState
{
    /// <summary>Nobody has decided about it yet.</summary>
    Dead,

    /// <summary>It was sent back to its queue.</summary>
    Retried,

    /// <summary>It was given up.</summary>
    Dropped,
}

/// <summary>An entry of the history of a dead letter.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who: a person or program as it calls itself, or <c>trainyard</c>.</param>
/// <param name="Did">What.</param>
/// <param name="Why">Why, in the words of whoever did it.</param>
internal sealed record DeadLetterEntry(DateTimeOffset At, string By, DeadLetterAction Did, string? Why);

/// <summary>What can happen to a dead letter.</summary>
internal enum DeadLetterAction
{
    /// <summary>It was kept.</summary>
    Kept,

    /// <summary>The same message died again after something had been done about it, and is dead again.</summary>
    DiedAgain,

    /// <summary>Somebody waits for it or for what it leads to, and was told that it is lost.</summary>
    Reported,

    /// <summary>Somebody asked for a retry, which begins; written before anything is sent.</summary>
    RetryBegun,

    /// <summary>Its queue has it again.</summary>
    Retried,

    /// <summary>It could not be sent.</summary>
    RetryFailed,

    /// <summary>It was given up.</summary>
    Dropped,
}
