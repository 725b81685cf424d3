using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trainyard.Models.Provenance;

/// <summary>JSON as in-toto, SLSA and DSSE have it: camel case, what is empty left out, fields that are not known
/// ignored. A field that stands there twice is refused: two readers could take two values from it.</summary>
internal static class ProvenanceJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 16,
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <exception cref="StatementException">It is not the JSON that is expected.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, string what)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new StatementException($"{what} holds 'null'.");
        }
        catch (JsonException problem)
        {
            throw new StatementException(
                $"{what} is not the JSON expected, at {ShownText.Of(problem.Path ?? "its start")}, byte "
                + $"{problem.BytePositionInLine + 1}.");
        }
    }
}
