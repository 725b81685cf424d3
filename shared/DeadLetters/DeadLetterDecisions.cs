using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Persistence.Documents;

namespace Trainyard.DeadLetters;

/// <summary>
/// What people decide about dead letters. Each deed is written down with who and why: a retry before anything is sent,
/// and once more when it is known what came of it. Done twice it is done once.
/// </summary>
internal sealed class DeadLetterDecisions(
    IDocuments<DeadLetter> letters, QueueSender sender, DeadBodies bodies, TimeProvider time,
    ILogger<DeadLetterDecisions> logger)
{
    /// <summary>A retry that says nothing for so long has died; sending takes a third of it at most.</summary>
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    /// <summary>Sends the message back to its queue. Null when there is no such dead letter.</summary>
    /// <exception cref="DecisionRefusedException">It is not to be had, or could not be sent; the message says
    /// why.</exception>
    public async Task<DeadLetter?> Retry(string id, string by, string why, CancellationToken cancellation)
    {
        var begun = await Decide(
            id,
            DeadLetterState.Retried,
            letter => Whole(letter).With(new(time.GetUtcNow(), by, DeadLetterAction.RetryBegun, why)),
            cancellation);
        if (begun is not { State: DeadLetterState.Dead })
            return begun;
        byte[] body;
        try
        {
            body = await bodies.Read(begun, cancellation);
        }
        catch (Exception exception)
        {
            throw await Failed(
                begun, by, exception,
                exception is ArtifactStoreException or ArtifactMissingException or ArtifactDamagedException
                    ? exception.Message
                    : "Its body could not be read.",
                isOutage: exception is not (ArtifactMissingException or ArtifactDamagedException));
        }

        try
        {
            await sender.Send(MessageOf(begun, body), begun.Id, cancellation);
        }
        catch (Exception exception)
        {
            throw await Failed(
                begun, by, exception,
                exception is QueueMissingException or BusTimeoutException
                    ? exception.Message
                    : "The message bus is away.",
                isOutage: exception is not QueueMissingException);
        }

        logger.LogInformation("{By} sent dead letter {DeadLetter} back to {Queue}: {Why}", by, id, begun.Queue, why);
        return await Write(id, letter => (letter with { State = DeadLetterState.Retried })
            .With(new(time.GetUtcNow(), by, DeadLetterAction.Retried, why)));
    }

    /// <summary>Gives the message up; it is kept, with who did it and why. Null when there is no such dead
    /// letter.</summary>
    /// <exception cref="DecisionRefusedException">It is not to be had; the message says why.</exception>
    public async Task<DeadLetter?> Drop(string id, string by, string why, CancellationToken cancellation)
    {
        var dropped = await Decide(
            id,
            DeadLetterState.Dropped,
            letter => (letter with { State = DeadLetterState.Dropped })
                .With(new(time.GetUtcNow(), by, DeadLetterAction.Dropped, why)),
            cancellation);
        if (dropped is not null)
            logger.LogInformation("{By} dropped dead letter {DeadLetter}: {Why}", by, id, why);
        return dropped;
    }

    /// <summary>Changes a letter that is still dead. One that is already where it is to go stays as it is.</summary>
    private async Task<DeadLetter?> Decide(
        string id, DeadLetterState wanted, Func<DeadLetter, DeadLetter> deed, CancellationToken cancellation)
    {
        while (await letters.Find(id, cancellation) is { } stored)
        {
            var letter = stored.Document;
            if (letter.State == wanted)
                return letter;
            var last = letter.History[^1];
            if (letter.State != DeadLetterState.Dead)
            {
                throw new DecisionRefusedException(
                    $"Dead letter {id} was {letter.State.ToString().ToLowerInvariant()} by {last.By} at {last.At:u}.");
            }

            // What is beside a retry, such as that somebody was told of it, does not end it.
            var retry = letter.History.LastOrDefault(entry => entry.Did is DeadLetterAction.RetryBegun
                or DeadLetterAction.RetryFailed or DeadLetterAction.Retried);
            // Less than no time has passed where the clock was set back.
            if (retry is { Did: DeadLetterAction.RetryBegun } && time.GetUtcNow() - retry.At is var passed
                && passed >= TimeSpan.Zero && passed < LongestRetry)
            {
                throw new DecisionRefusedException(
                    $"Dead letter {id} is being retried by {retry.By}; ask again in a moment.");
            }

            var changed = deed(letter);
            if (await letters.TryReplace(changed, stored.Version, cancellation))
                return changed;
        }

        return null;
    }

    private async Task<DecisionRefusedException> Failed(
        DeadLetter letter, string by, Exception exception, string reason, bool isOutage)
    {
        logger.LogWarning(
            exception, "Dead letter {DeadLetter} could not be sent to {Queue}: {Reason}", letter.Id, letter.Queue,
            reason);
        _ = await Write(
            letter.Id, stored => stored.With(new(time.GetUtcNow(), by, DeadLetterAction.RetryFailed, reason)));
        return new DecisionRefusedException(reason, isOutage);
    }

    /// <summary>What is sent again has all that came, or nothing is; what was no text in a header comes back as the
    /// text that is kept of it.</summary>
    private static DeadLetter Whole(DeadLetter letter) => !letter.AreHeadersCut ? letter : throw
        new DecisionRefusedException(
            $"Dead letter {letter.Id} had other headers than can be kept: more (DeadLetters:MostHeaders), longer ones "
            + "(DeadLetters:LongestText), or names that can't be printed. So it can't be sent back as it was: drop it, "
            + "and have its sender send it again.");

    /// <summary>What was done is written down even when whoever asked has gone.</summary>
    private async Task<DeadLetter> Write(string id, Func<DeadLetter, DeadLetter> change) =>
        (await letters.Change(id, letter => change(letter!), CancellationToken.None))!.Document;

    private static DeadMessage MessageOf(DeadLetter letter, byte[] body) => new()
    {
        Queue = letter.Queue,
        Cause = letter.Cause,
        MessageId = letter.MessageId,
        ContentType = letter.ContentType,
        Headers = letter.Headers,
        Body = body,
    };
}

/// <summary>A decision about a dead letter can't be carried out.</summary>
/// <param name="message">Why, for a person.</param>
/// <param name="isOutage">Whether it may work later.</param>
internal sealed class DecisionRefusedException(string message, bool isOutage = false) : Exception(message)
{
    public bool IsOutage => isOutage;
}
