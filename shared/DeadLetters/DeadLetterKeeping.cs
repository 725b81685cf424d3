using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Persistence.Documents;

namespace Trainyard.DeadLetters;

/// <summary>Stores what died. Whatever comes twice, because something died in between, is kept once and reported
/// once.</summary>
internal sealed class DeadLetterKeeping(
    IDocuments<DeadLetter> letters,
    IDocuments<DeadQueue> queues,
    UnreportedDeaths lost,
    StepOwners owners,
    DeadBodies bodies,
    DeadLetterSettings settings,
    TimeProvider time,
    ILogger<DeadLetterKeeping> logger)
{
    private const string Myself = "trainyard";

    /// <summary>The longest name of a queue, in AMQP.</summary>
    private const int LongestQueue = 255;

    public async Task Keep(DeadMessage message, CancellationToken cancellation)
    {
        var body = DeadBody.Read(message.Body);
        var letter = Describe(
            message, body, await owners.Of(body, cancellation), await bodies.Keep(message.Body, cancellation));
        var isNew = await letters.TryInsert(letter, cancellation);
        letter = isNew
            ? letter
            : (await letters.Change(letter.Id, stored => Again(stored!, message.DiedAt), cancellation))!.Document;
        _ = await queues.TryInsert(new DeadQueue { Queue = letter.Queue }, cancellation);
        await Report(letter, message, body, cancellation);
        if (isNew)
        {
            logger.LogError("{MessageType} died in {Queue}, kept as {DeadLetter}: {Explanation}",
                letter.MessageType ?? "A message", letter.Queue, letter.Id, letter.Explanation);
        }
    }

    private static string IdOf(DeadMessage message, string queue)
    {
        var body = Convert.ToHexString(SHA256.HashData(message.Body));
        var death = Encoding.UTF8.GetBytes($"{queue}\n{message.MessageId}\n{body}\n{FormerOf(message)}");
        return Convert.ToHexStringLower(SHA256.HashData(death).AsSpan(0, 8));
    }

    private DeadLetter Describe(DeadMessage message, DeadBody body, StepOwner? owner, ArtifactReference? blob)
    {
        // A header says so, which may be anybody's.
        var queue = message.Queue is { Length: > 0 and <= LongestQueue } known ? NameOf(known) : "unknown";
        var headers = HeadersOf(message);
        return new()
        {
            Id = IdOf(message, queue),
            State = DeadLetterState.Dead,
            Queue = queue,
            MessageType = Kept(body.MessageType ?? message.FaultOf?.Split('.')[^1]),
            RunId = body.RunId,
            Owner = owner,
            Cause = message.Cause,
            Explanation = Explanation.Of(message, body),
            ExceptionType = Kept(message.ExceptionType),
            ExceptionMessage = Kept(message.ExceptionMessage),
            StackTrace = Kept(message.StackTrace),
            Tries = message.Tries,
            DiedAt = message.DiedAt ?? time.GetUtcNow(),
            RetryOf = FormerOf(message),
            MessageId = Kept(message.MessageId),
            ContentType = Kept(message.ContentType),
            Headers = headers,
            AreHeadersCut = message.Headers.Any(header => headers.GetValueOrDefault(header.Key) != header.Value),
            Body = blob is null ? message.Body : [],
            Blob = blob,
            History = [new(time.GetUtcNow(), Myself, DeadLetterAction.Kept, null)],
        };
    }

    /// <summary>A header says so, and anybody may have written that: it counts only where it looks like an id of
    /// ours, as people look dead letters up by it.</summary>
    private static string? FormerOf(DeadMessage message) =>
        message.RetryOf is { Length: DeadLetter.IdLength } former && former.All(char.IsAsciiHexDigitLower)
            ? former
            : null;

    private string? Kept(string? text) =>
        text is null ? null : ShortText.Of(ShortText.Whole(text), settings.LongestText);

    /// <summary>Names become members of a document, of which not every store takes any.</summary>
    private Dictionary<string, string> HeadersOf(DeadMessage message) => message.Headers.Take(settings.MostHeaders)
        .GroupBy(header => NameOf(header.Key), header => header.Value, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(header => header.Key, header => Kept(string.Join(", ", header))!,
            StringComparer.OrdinalIgnoreCase);

    private static string NameOf(string header) =>
        header.Length == 0 ? "?" : string.Concat(ShortText.Whole(header).Select(c => char.IsControl(c) ? '?' : c));

    /// <summary>The same message once more. One delivery that comes twice changes nothing; a later death counts, and
    /// brings back what somebody had decided about before it.</summary>
    private DeadLetter? Again(DeadLetter stored, DateTimeOffset? diedAt)
    {
        if (diedAt is not { } at || at <= stored.DiedAt)
            return null;
        var again = stored with { DiedAt = at, Deaths = stored.Deaths + 1 };
        return stored.State == DeadLetterState.Dead || at <= stored.History[^1].At
            ? again
            : (again with { State = DeadLetterState.Dead })
                .With(new(time.GetUtcNow(), Myself, DeadLetterAction.DiedAgain, null));
    }

    private async Task Report(
        DeadLetter letter, DeadMessage message, DeadBody body, CancellationToken cancellation)
    {
        if (letter.IsReported
            || !await lost.Tell(letter, message, body, cancellation))
            return;
        _ = await letters.Change(
            letter.Id,
            stored => (stored! with { IsReported = true })
                .With(new(time.GetUtcNow(), Myself, DeadLetterAction.Reported, null)),
            cancellation);
    }
}
