using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trainyard.Persistence.Documents;

/// <summary>How documents are written as JSON, whichever store holds them.</summary>
public static class DocumentJson
{
    /// <summary>
    /// Camel case, enums by name, nulls written (a required member may be null), readable text, NaN and infinities by
    /// name.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>A document as JSON.</summary>
    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : class =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException("The stored document is empty.");

    /// <summary>The same of a collection.</summary>
    /// <exception cref="DocumentUnreadableException">It is not what <see cref="Write"/> wrote.</exception>
    internal static T Read<T>(ReadOnlySpan<byte> json, string collection, string id)
        where T : class
    {
        try
        {
            return Read<T>(json);
        }
        catch (Exception cause) when (cause is JsonException or InvalidDataException or NotSupportedException
            or ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new DocumentUnreadableException(collection, id, cause);
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            PropertyNameCaseInsensitive = false,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
