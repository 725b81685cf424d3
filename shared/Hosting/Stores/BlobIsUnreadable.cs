using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Trainyard.Artifacts;

namespace Trainyard.Hosting.Stores;

/// <summary>Answers a request that failed because a blob is missing or damaged: 500, with the digest of the
/// blob.</summary>
internal sealed class BlobIsUnreadable(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (ArtifactMissingException or ArtifactDamagedException))
            return false;
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = StatusCodes.Status500InternalServerError, Detail = exception.Message },
        });
    }
}
