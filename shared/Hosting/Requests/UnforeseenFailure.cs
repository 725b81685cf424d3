using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trainyard.Hosting.Http;

namespace Trainyard.Hosting.Requests;

/// <summary>Answers a request that failed for a reason that nobody foresaw: 500, with a sentence that says where the
/// reason is to be found, or the reason itself where whoever asks is the one who started the process.</summary>
internal sealed class UnforeseenFailure(
    IProblemDetailsService problems, HttpSettings settings, ILogger<UnforeseenFailure> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // Whoever started the process is told.
        logger.Log(
            settings.Reasons ? LogLevel.Debug : LogLevel.Error, exception,
            "{Path} was asked for, and could not be answered", httpContext.Request.Path);
        var cause = exception.GetBaseException();
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status500InternalServerError,
                Detail = settings.Reasons
                    ? $"{cause.Message} ({cause.GetType().Name})"
                    : "Something broke while this was answered; the log of the server says what.",
            },
        });
    }
}
