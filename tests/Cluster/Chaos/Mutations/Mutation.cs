using System.Text;
using RabbitMQ.Client;
using Trainyard.Cluster.Tests.Chaos.Poison;

namespace Trainyard.Cluster.Tests.Chaos.Mutations;

/// <summary>A message that was right once, with a body, headers and properties that anybody may have written.</summary>
/// <param name="Exchange">Where it goes.</param>
/// <param name="Properties">Its properties and headers.</param>
/// <param name="Body">Its body.</param>
internal sealed record Mutation(string Exchange, BasicProperties Properties, byte[] Body)
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "{}", "[]", "1e999", "-1", "\"\\ud800\"", "\\udc00", "\"\\u0000\"",
        "\0", "\u001b[2J", "\n", "é", "runId", "messageType", "message", "urn:message:", "definition",
    ];

    private static readonly string[] Names =
    [
        "a", "A", "trace", "Trace", "TRACE", "traceparent", "TraceParent", "MT-Reason", "mt-reason", "MT-Fault-Message",
        "MT-Fault-Timestamp", "MT-Redelivery-Count", "MT-Activity-Id", "x-death", "x-delivery-count",
        "X-Delivery-Count",
        "x-first-death-queue", "Trainyard-Retry-Of", "trainyard-retry-of", "Trainyard-Died-In", "Trainyard-Tries",
        "Content-Type", "content-type", "MessageId", "ConversationId", "", "\u001b", "a.b", "$a",
    ];

    private static readonly string?[] ContentTypes =
    [
        "application/json", "application/vnd.masstransit+json", "application/vnd.masstransit+json", null, "",
        "text/plain", "no type", ";;;", "application/json; charset=utf-16", "application/vnd.masstransit+bson",
    ];

    public static Mutation Of(PoisonMessage right, Random random) => new(
        right.Exchange,
        new BasicProperties
        {
            ContentType = random.Next(3) > 0 ? right.ContentType : random.GetItems(ContentTypes, 1)[0],
            MessageId = random.Next(10) > 0 ? right.Id : "no id \u001b",
            CorrelationId = random.Next(10) > 0 ? null : "none",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = Enumerable.Range(0, random.Next(6)).Select(_ => random.GetItems(Names, 1)[0])
                .Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => Value(random, 0)),
        },
        Damaged(right.Body, random));

    private static object? Value(Random random, int depth) => random.Next(depth == 2 ? 9 : 11) switch
    {
        0 => "text",
        1 => new byte[] { 0xFF, 0xFE, 0x00 },
        2 => random.Next(),
        3 => -1L,
        4 => 1.5,
        5 => true,
        6 => new AmqpTimestamp(long.MaxValue / 2_000_000),
        7 => null,
        8 => "\u001b[2J\n" + new string('x', random.Next(3000)),
        9 => new List<object?> { Value(random, depth + 1), Value(random, depth + 1) },
        10 => new Dictionary<string, object?> { ["a"] = Value(random, depth + 1), ["A"] = Value(random, depth + 1) },
        var other => throw new InvalidOperationException($"There is no value {other}."),
    };

    private static byte[] Damaged(string right, Random random)
    {
        var body = Encoding.UTF8.GetBytes(right);
        for (var damage = random.Next(4); damage > 0; damage--)
        {
            var at = random.Next(body.Length + 1);
            byte[] piece = random.Next(8) == 0
                ? [0xED, 0xA0, 0x80]
                : Encoding.UTF8.GetBytes(random.GetItems(Pieces, 1)[0]);
            body = [.. body[..at], .. piece, .. body[Math.Min(body.Length, at + random.Next(12))..]];
        }

        return body;
    }
}
