using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Stores;

/// <summary>Answers a request that failed because the document store is away: 503, and when to ask again;
/// or because its disk is full: 507.</summary>
internal sealed class StoreIsAway(IProblemDetailsService problems, ILogger<StoreIsAway> logger) : IExceptionHandler
{
    /// <summary>Seconds.</summary>
    private const string RetryAfter = "5";

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!StoreOutage.Is(exception) && !FullDisk.Is(exception))
            return false;
        var isFull = FullDisk.Is(exception);
        logger.LogWarning(
            exception, "{Path} was asked for while {Problem}", httpContext.Request.Path,
            isFull ? "a disk of the service is full" : "the document store is away");
        // A disk has no room again by itself: whoever asks is not to wait for it as for a server that restarts.
        var status = isFull ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.StatusCode = status;
        if (!isFull)
            httpContext.Response.Headers.RetryAfter = RetryAfter;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = status,
                Detail = isFull
                    ? "A disk of the service is full. Ask again once there is room."
                    : "The document store is away. Ask again.",
            },
        });
    }
}
