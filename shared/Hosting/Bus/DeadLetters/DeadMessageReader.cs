using System.Globalization;
using System.Text;
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
        var reason = headers.Get<string>(MessageHeaders.Reason);
        var message = new DeadMessage
        {
            Cause = DeathCause.Other,
            MessageId = headers.Get<string>(MessageHeaders.MessageId),
            ContentType = ContentTypeOf(context),
            Headers = headers.GetAll().Where(header => !IsOfDeath(header.Key))
                .ToDictionary(header => header.Key, header => TextOf(header.Value), StringComparer.OrdinalIgnoreCase),
            Body = context.Body.GetBytes(),
            RetryOf = headers.Get<string>(DeadLetterHeaders.RetryOf),
        };
        if (headers.Get<string>(DeadLetterHeaders.Queue) is { } queue)
            return Failed(message, queue, headers);
        if (reason?.StartsWith(DeadLetterHeaders.Unknown, StringComparison.Ordinal) == true)
            return Unknown(message, reason[DeadLetterHeaders.Unknown.Length..].Split(' '));
        return headers.Get<string>(FirstQueue) is { } first ? Dropped(message, first, headers) : message;
    }

    private static DeadMessage Failed(DeadMessage message, string queue, Headers headers) => message with
    {
        Cause = DeathCause.Failed,
        Queue = queue,
        DiedAt = TimeOf(headers.Get<string>(MessageHeaders.FaultTimestamp)),
        Tries = int.TryParse(headers.Get<string>(DeadLetterHeaders.Tries), CultureInfo.InvariantCulture, out var tries)
            ? tries
            : null,
        ExceptionType = headers.Get<string>(MessageHeaders.FaultExceptionType),
        ExceptionMessage = headers.Get<string>(MessageHeaders.FaultMessage),
        StackTrace = headers.Get<string>(MessageHeaders.FaultStackTrace),
        FaultOf = headers.Get<string>(MessageHeaders.FaultMessageType),
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
        Cause = headers.Get<string>(FirstReason) == "delivery_limit" ? DeathCause.GivenUp : DeathCause.Other,
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

    /// <summary>As it was written, where the transport keeps it so.</summary>
    private static string? ContentTypeOf(ReceiveContext context) =>
        context.TryGetPayload(out RabbitMqBasicConsumeContext? rabbit)
            ? rabbit.Properties.ContentType
            : context.ContentType?.ToString();

    private static bool IsOfDeath(string header) =>
        header is MessageHeaders.MessageId or MessageHeaders.ContentType
        || OfDeath.Any(beginning => header.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    private static string TextOf(object value) => value switch
    {
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
