using System.Text.Json.Serialization;

namespace Trainyard.DeadLetters;

/// <summary>A dead letter in a list.</summary>
internal class DeadView(DeadLetter letter)
{
    public string Id => letter.Id;

    /// <summary>Dead, Retried or Dropped.</summary>
    public string State => letter.State.ToString();

    public string Queue => letter.Queue;

    public string? MessageType => letter.MessageType;

    public Guid? RunId => letter.RunId;

    /// <summary>Failed, Unknown, GivenUp or Other.</summary>
    public string Cause => letter.Cause.ToString();

    /// <summary>Why it died, in a sentence.</summary>
    public string Explanation => letter.Explanation;

    public int? Tries => letter.Tries;

    public int Deaths => letter.Deaths;

    public DateTimeOffset DiedAt => letter.DiedAt;

    public string? MessageId => letter.MessageId;

    public string? RetryOf => letter.RetryOf;
}

/// <summary>All that is known of a dead letter.</summary>
internal sealed class DeadDetails(DeadLetter letter, IReadOnlyList<string> diedAgainAs) : DeadView(letter)
{
    private readonly DeadLetter _letter = letter;

    /// <summary>The dead letters that retries of this one became.</summary>
    public IReadOnlyList<string> DiedAgainAs => diedAgainAs;

    public string? ExceptionType => _letter.ExceptionType;

    public string? ExceptionMessage => _letter.ExceptionMessage;

    public string? StackTrace => _letter.StackTrace;

    public string? ContentType => _letter.ContentType;

    public IReadOnlyDictionary<string, string> Headers => _letter.Headers;

    /// <summary>The body as text, where it is text.</summary>
    public string? Body => DeadBody.Text(_letter.Body);

    /// <summary>The body in base64, where it is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? BodyBytes => Body is null ? _letter.Body : null;

    /// <summary>Who did what, when and why.</summary>
    public IEnumerable<ActionView> History => _letter.History.Select(entry =>
        new ActionView(entry.At, entry.By, entry.Did.ToString(), entry.Why));
}

/// <summary>An entry of the history.</summary>
internal sealed record ActionView(DateTimeOffset At, string By, string Did, string? Why);
