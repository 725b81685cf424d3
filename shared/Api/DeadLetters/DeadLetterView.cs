using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Trainyard.Contracts;

namespace Trainyard.Api.DeadLetters;

/// <summary>All that is known of a dead letter.</summary>
public sealed record DeadLetterView : DeadLetterSummary
{
    /// <summary>A dead letter of which everything is still to be said.</summary>
    [JsonConstructor]
    public DeadLetterView()
    {
    }

    /// <summary>A dead letter with what a list says of it.</summary>
    [SetsRequiredMembers]
    public DeadLetterView(DeadLetterSummary summary)
        : base(summary)
    {
    }

    /// <summary>The dead letters that retries of this one became.</summary>
    public IReadOnlyList<string> DiedAgainAs { get; init; } = [];

    /// <summary>The type of what was thrown.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>What it said.</summary>
    public string? ExceptionMessage { get; init; }

    /// <summary>Where it came from.</summary>
    public string? StackTrace { get; init; }

    /// <summary>What the body is said to be.</summary>
    public string? ContentType { get; init; }

    /// <summary>The headers of the message.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body as text, where it is text.</summary>
    public string? Body { get; init; }

    /// <summary>The body in base64, where it is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [SuppressMessage("Performance", "CA1819", Justification = "Bytes travel as base64 only as an array.")]
    public byte[]? BodyBytes { get; init; }

    /// <summary>The body as a blob, where it is too large to be shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ArtifactReference? BodyBlob { get; init; }

    /// <summary>Who did what with it, when and why, oldest first: the first 10 entries and the last 40.</summary>
    public IReadOnlyList<DeadLetterHistoryEntry> History { get; init; } = [];

    /// <summary>How many entries are left out between these.</summary>
    public int HistoryLeftOut { get; init; }
}

/// <summary>Something that was done with a dead letter.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Did">What: Kept, DiedAgain, Reported, RetryBegun, Retried, RetryFailed or Dropped.</param>
/// <param name="Why">Why, in the words of whoever did it.</param>
public sealed record DeadLetterHistoryEntry(DateTimeOffset At, string By, string Did, string? Why);

/// <summary>A decision about a dead letter.</summary>
/// <param name="RequestedBy">Who decides; needed, and at most <c>Texts:Longest</c> long.</param>
/// <param name="Reason">Why; likewise.</param>
public sealed record DecisionRequest(string? RequestedBy, string? Reason);
