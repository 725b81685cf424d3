using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Trainyard.Hosting.Requests;

/// <summary>Answers a request that can't be read with what is wrong with it, and where: a body that is no JSON or not
/// what is expected, a parameter of the wrong type, a body that is too large.</summary>
internal sealed class UnreadableRequest(IProblemDetailsService problems) : IExceptionHandler
{
    private const int LongestPath = 200;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException unreadable)
            return false;
        httpContext.Response.StatusCode = unreadable.StatusCode;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = unreadable.StatusCode,
                Detail = unreadable.InnerException is JsonException json ? Describe(json) : unreadable.Message,
            },
        });
    }

    /// <summary>The words of the reader name types of ours; the place says as much to whoever wrote the
    /// body.</summary>
    private static string Describe(JsonException json)
    {
        var (line, at) = (json.LineNumber.GetValueOrDefault() + 1, json.BytePositionInLine.GetValueOrDefault() + 1);
        var place = string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {at}");
        // A path is given where the JSON is sound, and a value is not what is expected there.
        return json.Path is { Length: > 1 and <= LongestPath } path && !path.Any(char.IsControl)
            ? $"The body can't be read: '{path}' is not what is expected there, or no JSON ({place})."
            : $"The body can't be read as JSON ({place}).";
    }
}
