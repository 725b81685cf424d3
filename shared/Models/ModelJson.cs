using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using Trainyard.Pipelines;

namespace Trainyard.Models;

/// <summary>
/// How the parts of a model are written: equal parts give equal bytes, and every number comes back as it was.
/// </summary>
internal static class ModelJson
{
    /// <summary>For what people read.</summary>
    public static readonly JsonSerializerOptions Indented = Create(indented: true);

    /// <summary>For long lists of numbers.</summary>
    public static readonly JsonSerializerOptions Dense = Create(indented: false);

    /// <exception cref="InvalidDataException">It is not the JSON that is expected.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Indented) ?? throw new InvalidDataException("It holds 'null'.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException(
                $"It is not the JSON expected, at {problem.Path ?? "its start"}, line {problem.LineNumber + 1}.");
        }
        catch (NotSupportedException)
        {
            throw new InvalidDataException("It names a kind of part that is not known here.");
        }
    }

    private static JsonSerializerOptions Create(bool indented) => new()
    {
        TypeInfoResolver = KindJson.Resolver,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        NewLine = "\n",
    };
}
