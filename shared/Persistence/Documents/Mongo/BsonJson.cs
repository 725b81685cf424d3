using System.Text;
using System.Text.Json;
using MongoDB.Bson;

namespace Trainyard.Persistence.Documents.Mongo;

/// <summary>
/// JSON as BSON that people can read and query, and back without loss. Field names that BSON tools trip over (those
/// with a dot, a dollar sign, a null character) are written with percent codes.
/// </summary>
internal static class BsonJson
{
    public static BsonDocument ToBson(ReadOnlyMemory<byte> json)
    {
        using var parsed = JsonDocument.Parse(json);
        return Document(parsed.RootElement);
    }

    public static byte[] ToJson(BsonDocument document)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, document);
        return buffer.ToArray();
    }

    private static BsonDocument Document(JsonElement element)
    {
        var document = new BsonDocument();
        foreach (var property in element.EnumerateObject()) document[Escape(property.Name)] = Value(property.Value);
        return document;
    }

    private static BsonValue Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Document(element),
        JsonValueKind.Array => new BsonArray(element.EnumerateArray().Select(Value)),
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => Number(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => BsonNull.Value,
    };

    // -0 is a whole number only in form: its sign would be lost.
    private static BsonValue Number(JsonElement element) =>
        element.TryGetInt64(out var whole) && !(whole == 0 && element.GetRawText()[0] == '-')
            ? new BsonInt64(whole)
            : new BsonDouble(element.GetDouble());

    private static void Write(Utf8JsonWriter writer, BsonValue value)
    {
        switch (value)
        {
            case BsonDocument document:
                writer.WriteStartObject();
                foreach (var element in document)
                {
                    writer.WritePropertyName(Unescape(element.Name));
                    Write(writer, element.Value);
                }

                writer.WriteEndObject();
                break;
            case BsonArray array:
                writer.WriteStartArray();
                foreach (var item in array) Write(writer, item);
                writer.WriteEndArray();
                break;
            case BsonString text: writer.WriteStringValue(text.Value); break;
            case BsonInt64 whole: writer.WriteNumberValue(whole.Value); break;
            case BsonInt32 whole: writer.WriteNumberValue(whole.Value); break;
            case BsonDouble number: writer.WriteNumberValue(number.Value); break;
            case BsonBoolean truth: writer.WriteBooleanValue(truth.Value); break;
            case BsonNull: writer.WriteNullValue(); break;
            default: throw new InvalidDataException($"A stored document holds a {value.BsonType}; none does.");
        }
    }

    private static string Escape(string name)
    {
        if (name.AsSpan().IndexOfAny("%.$\0") < 0) return name;
        var escaped = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            _ = letter is '%' or '.' or '$' or '\0'
                ? escaped.Append('%').Append(((int)letter).ToString("X2"))
                : escaped.Append(letter);
        }

        return escaped.ToString();
    }

    private static string Unescape(string name) => name.Contains('%') ? Uri.UnescapeDataString(name) : name;
}
