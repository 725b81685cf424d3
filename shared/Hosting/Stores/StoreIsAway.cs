using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Stores;

/// <summary>Answers a request that failed because the document store is away: 503, and when to ask again.</summary>
internal sealed class StoreIsAway(IProblemDetailsService problems, ILogger<StoreIsAway> logger) : IExceptionHandler
{
    /// <summary>Seconds.</summary>
    private const string RetryAfter = "5";

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!StoreOutage.Is(exception))
            return false;
        logger.LogWarning(exception, "{Path} was asked for while the document store is away", httpContext.Request.Path);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = RetryAfter;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = "The document store is away. Ask again.",
            },
        });
    }
}
