using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Trainyard.Sagas;

/// <summary>
/// The hash of an entry of a record, which the next one carries: what is changed or taken out later breaks the chain.
/// It is over what every store gives back alike: a number is the same however it is written.
/// </summary>
internal static class JournalHash
{
    /// <summary>SHA-256, as Base64: whatever reads like the digest of a blob would be taken for one.</summary>
    public static string Of(JournalEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(entry.Previous);
            writer.WriteNumberValue(entry.Number);
            writer.WriteStringValue(entry.Direction.ToString());
            writer.WriteStringValue(entry.MessageId);
            writer.WriteStringValue(entry.Message);
            writer.WriteNumberValue(entry.At.UtcTicks);
            writer.WriteStringValue(entry.From);
            if (entry.SentAt is { } sentAt) writer.WriteNumberValue(sentAt.UtcTicks);
            else writer.WriteNullValue();
            Write(writer, entry.Body);
            writer.WriteEndArray();
        }

        return Convert.ToBase64String(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                if (element.TryGetInt64(out var whole)) writer.WriteNumberValue(whole);
                else writer.WriteNumberValue(element.GetDouble());
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                element.WriteTo(writer);
                break;
            default:
                throw new InvalidDataException($"The body of an entry holds something undefined: {element.ValueKind}.");
        }
    }
}
