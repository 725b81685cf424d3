using System.Globalization;
using MassTransit;
using AmqpTimestamp = RabbitMQ.Client.AmqpTimestamp;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>Understands a delivery of the queue of dead letters, whether bus or broker moved it there.</summary>
internal static class DeadMessageReader
{
    private const string Deaths = "x-death";
    private const string FirstQueue = "x-first-death-queue";
    private const string FirstReason = "x-first-death-reason";

    /// <summary>What the bus and the broker add on the way.</summary>
    private static readonly string[] OfDeath =
        ["MT-Fault-", "MT-Reason", "MT-Host-", "x-death", "x-first-death-", "x-delivery-", "RabbitMQ-", "Trainyard-"];

    public static DeadMessage Read(ReceiveContext context)
    {
        var headers = context.TransportHeaders;
        var reason = headers.Text(MessageHeaders.Reason);
        var message = new DeadMessage
        {
            Cause = DeathCause.Other,
            MessageId = headers.Text(MessageHeaders.MessageId),
            ContentType = ContentTypeOf(context),
            Headers = headers.Merged(IsOfDeath),
            Body = context.Body.GetBytes(),
            RetryOf = headers.Text(DeadLetterHeaders.RetryOf),
        };
        if (headers.Text(DeadLetterHeaders.Queue) is { } queue)
            return Failed(message, queue, headers);
        if (reason?.StartsWith(DeadLetterHeaders.Unknown, StringComparison.Ordinal) == true)
            return Unknown(message, reason[DeadLetterHeaders.Unknown.Length..].Split(' '));
        return headers.Text(FirstQueue) is { } first ? Dropped(message, first, headers) : message;
    }

    private static DeadMessage Failed(DeadMessage message, string queue, Headers headers) => message with
    {
        Cause = DeathCause.Failed,
        Queue = queue,
        DiedAt = TimeOf(headers.Text(MessageHeaders.FaultTimestamp)),
        Tries = int.TryParse(headers.Text(DeadLetterHeaders.Tries), CultureInfo.InvariantCulture, out var tries)
            ? tries
            : null,
        ExceptionType = headers.Text(MessageHeaders.FaultExceptionType),
        ExceptionMessage = headers.Text(MessageHeaders.FaultMessage),
        StackTrace = headers.Text(MessageHeaders.FaultStackTrace),
        FaultOf = headers.Text(MessageHeaders.FaultMessageType),
    };

    private static DeadMessage Unknown(DeadMessage message, string[] words) => message with
    {
        Cause = DeathCause.Unknown,
        Queue = words[0],
        DiedAt = TimeOf(words.ElementAtOrDefault(1)),
        Tries = 1,
        RetryOf = message.RetryOf ?? words.ElementAtOrDefault(2),
    };

    private static DeadMessage Dropped(DeadMessage message, string queue, Headers headers) => message with
    {
        Cause = headers.Text(FirstReason) == "delivery_limit" ? DeathCause.GivenUp : DeathCause.Other,
        Queue = queue,
        DiedAt = headers.TryGetHeader(Deaths, out var deaths) ? TimeOfFirst(deaths) : null,
    };

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : null;

    private static DateTimeOffset? TimeOfFirst(object deaths) =>
        deaths is IEnumerable<object> list && list.FirstOrDefault() is IDictionary<string, object> first
        && first.TryGetValue("time", out var time) && time is AmqpTimestamp at
            ? DateTimeOffset.FromUnixTimeSeconds(at.UnixTime)
            : null;

    /// <summary>As it was written, where the transport keeps it so; null where the bus can't read it.</summary>
    private static string? ContentTypeOf(ReceiveContext context)
    {
        try
        {
            return context.TryGetPayload(out RabbitMqBasicConsumeContext? rabbit)
                ? rabbit.Properties.ContentType
                : context.ContentType?.ToString();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsOfDeath(string header) =>
        header is MessageHeaders.MessageId or MessageHeaders.ContentType
        || OfDeath.Any(beginning => header.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
