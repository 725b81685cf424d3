using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Trainyard.Api;

/// <summary>Reads answers. What is none of this project's is told from those here, once: whoever has an answer need not
/// ask whether a part of it is missing.</summary>
internal static class ApiAnswers
{
    private static readonly JsonSerializerOptions Strict = new(ApiJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new WholeParts() },
    };

    /// <summary>The answer that bytes are. JSON that has no record of its own is an object.</summary>
    /// <exception cref="ApiException">They are none.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, HttpStatusCode status)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) is { } answer and (not JsonNode or JsonObject)
                ? answer
                : throw Stranger(status);
        }
        catch (JsonException)
        {
            // What it says names types of this program, which nobody who asked a server needs to know.
            throw Stranger(status);
        }
    }

    /// <summary>What answered does not answer as a Trainyard does.</summary>
    public static ApiException Stranger(HttpStatusCode status) =>
        new(status, "What answered is no Trainyard, or one of another version.", []);

    /// <summary>Lists and dictionaries of records: none of them is missing.</summary>
    private sealed class WholeParts : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => ConverterOf(typeToConvert) is not null;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(
                ConverterOf(typeToConvert)!.MakeGenericType(typeToConvert.GenericTypeArguments[^1]))!;

        private static Type? ConverterOf(Type type) =>
            !type.IsGenericType || type.GenericTypeArguments[^1].IsValueType ? null
            : type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? typeof(WholeList<>)
            : type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
                && type.GenericTypeArguments[0] == typeof(string) ? typeof(WholeDictionary<>)
            : null;
    }

    private sealed class WholeList<T> : JsonConverter<IReadOnlyList<T>>
        where T : class
    {
        public override IReadOnlyList<T> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var list = JsonSerializer.Deserialize<List<T?>>(ref reader, options) ?? throw new JsonException();
            return [.. list.Select(one => one ?? throw new JsonException())];
        }

        public override void Write(
            Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.AsEnumerable(), options);
    }

    private sealed class WholeDictionary<T> : JsonConverter<IReadOnlyDictionary<string, T>>
        where T : class
    {
        public override IReadOnlyDictionary<string, T> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var all = JsonSerializer.Deserialize<Dictionary<string, T?>>(ref reader, options)
                ?? throw new JsonException();
            return all.ToDictionary(one => one.Key, one => one.Value ?? throw new JsonException());
        }

        public override void Write(
            Utf8JsonWriter writer, IReadOnlyDictionary<string, T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToDictionary(), options);
    }
}
