using Microsoft.AspNetCore.Http;

namespace Trainyard.Pipeline;

/// <summary>The answer while the message bus is away: nothing was accepted, so whoever asks again asks for the first
/// time.</summary>
internal static class BusIsAway
{
    /// <summary>Seconds.</summary>
    private const string RetryAfter = "5";

    public static IResult Refusal(HttpResponse response)
    {
        response.Headers.RetryAfter = RetryAfter;
        return Results.Problem("The message bus is away. Nothing was accepted; ask again.", statusCode: 503);
    }
}
