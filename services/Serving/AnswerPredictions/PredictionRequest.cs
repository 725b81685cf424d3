using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Trainyard.Api;
using Trainyard.Contracts;

namespace Trainyard.Serving.AnswerPredictions;

/// <summary>
/// The rows of a request: the body is one row, <c>{"column": value, ...}</c>, or many, <c>{"rows": [{...}, ...]}</c>.
/// No value of a row is a list, so a column may be called rows.
/// </summary>
internal sealed class PredictionRequest : IDisposable
{
    private const string Expected = """Send one row as {"column": value, ...}, or many as {"rows": [{...}, ...]}.""";

    private const int LongestShown = 100;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    private readonly JsonDocument _body;
    private readonly JsonElement _many;

    private PredictionRequest(JsonDocument body, JsonElement many)
    {
        _body = body;
        _many = many;
        Count = many.ValueKind == JsonValueKind.Array ? many.GetArrayLength() : 1;
    }

    public int Count { get; }

    public IEnumerable<JsonElement> Rows =>
        _many.ValueKind == JsonValueKind.Array ? _many.EnumerateArray() : [_body.RootElement];

    /// <summary>Reads a body; one that can't be taken is answered, not thrown.</summary>
    public static async Task<(PredictionRequest? Request, IResult? Refusal)> Read(
        HttpRequest request, ServingSettings settings, CancellationToken cancellation)
    {
        JsonDocument body;
        try
        {
            body = await JsonDocument.ParseAsync(request.Body, Options, cancellation);
        }
        catch (JsonException problem)
        {
            var place = $"line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}";
            return Refuse($"The body is not JSON from {place} on. {Expected}");
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refuse(
                $"The body is larger than {settings.LargestBody:N0} bytes. Send the rows in several requests.",
                problem.StatusCode);
        }

        if (JsonText.Problem(body.RootElement) is { } noText)
        {
            body.Dispose();
            return Refuse($"The body holds {noText}. {Expected}");
        }

        var many = Many(body.RootElement);
        var complaint = Complaint(body.RootElement, many);
        if (complaint is null && many.ValueKind == JsonValueKind.Array && many.GetArrayLength() > settings.MostRows)
        {
            var rows = many.GetArrayLength();
            body.Dispose();
            return Refuse(
                $"The request brings {rows:N0} rows; {settings.MostRows:N0} are allowed at once.",
                StatusCodes.Status413PayloadTooLarge);
        }

        if (complaint is null) return (new PredictionRequest(body, many), null);
        body.Dispose();
        return Refuse($"{complaint} {Expected}");
    }

    public void Dispose() => _body.Dispose();

    private static JsonElement Many(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("rows"u8, out var rows)
        && rows.ValueKind == JsonValueKind.Array
            ? rows
            : default;

    private static string? Complaint(JsonElement root, JsonElement many)
    {
        if (root.ValueKind != JsonValueKind.Object) return "The body is no JSON object.";
        if (many.ValueKind != JsonValueKind.Array || root.GetPropertyCount() == 1) return null;
        var names = root.EnumerateObject().Select(property => property.Name);
        return names.FirstOrDefault(name => name != "rows") is { } other
            ? $"'{Shown(other)}' stands beside 'rows' and means nothing there."
            : "'rows' is given twice.";
    }

    private static string Shown(string name) => ShortText.Of(name, LongestShown);

    private static (PredictionRequest?, IResult) Refuse(
        string sentence, int status = StatusCodes.Status400BadRequest) =>
        (null, Results.Problem(sentence, statusCode: status));
}
