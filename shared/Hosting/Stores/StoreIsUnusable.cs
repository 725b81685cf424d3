using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Stores;

/// <summary>Answers a request that failed because the document store is damaged, full or may not be written: asking
/// again is of no use, and what the store said helps whoever looks after it.</summary>
internal sealed class StoreIsUnusable(IProblemDetailsService problems, ILogger<StoreIsUnusable> logger)
    : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (DbException or ReadOnlyFolderException))
            return false;
        logger.LogError(exception, "{Path} was asked for, and the store can't be used", httpContext.Request.Path);
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status500InternalServerError,
                Detail = exception is ReadOnlyFolderException
                    ? exception.Message
                    : $"The document store can't be used: {exception.Message}",
            },
        });
    }
}
