using Trainyard.Api.DeadLetters;

namespace Trainyard.DeadLetters;

/// <summary>What HTTP answers of dead letters.</summary>
internal static class DeadLetterViews
{
    public static DeadLetterSummary Summary(DeadLetter letter) => new()
    {
        Id = letter.Id,
        State = letter.State.ToString(),
        Queue = letter.Queue,
        MessageType = letter.MessageType,
        RunId = letter.RunId,
        StepName = letter.Owner?.StepName,
        Participant = letter.Owner?.Participant,
        Team = letter.Owner?.Team,
        Cause = letter.Cause.ToString(),
        Explanation = letter.Explanation,
        Tries = letter.Tries,
        Deaths = letter.Deaths,
        DiedAt = letter.DiedAt,
        MessageId = letter.MessageId,
        RetryOf = letter.RetryOf,
    };

    /// <summary>All that is known.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="diedAgainAs">The dead letters that retries of it became.</param>
    public static DeadLetterView Whole(DeadLetter letter, IReadOnlyList<string> diedAgainAs)
    {
        var text = letter.Blob is null ? DeadBody.Text(letter.Body) : null;
        return new DeadLetterView(Summary(letter))
        {
            DiedAgainAs = diedAgainAs,
            ExceptionType = letter.ExceptionType,
            ExceptionMessage = letter.ExceptionMessage,
            StackTrace = letter.StackTrace,
            ContentType = letter.ContentType,
            Headers = letter.Headers,
            Body = text,
            BodyBytes = text is null && letter.Blob is null ? letter.Body : null,
            BodyBlob = letter.Blob,
            HistoryLeftOut = letter.LeftOut,
            History =
            [
                .. letter.History.Select(entry =>
                    new DeadLetterHistoryEntry(entry.At, entry.By, entry.Did.ToString(), entry.Why)),
            ],
        };
    }
}
