using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trainyard.Hosting.Http;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Stores;

/// <summary>Answers a request that failed because the document store is missing, damaged, full or may not be written:
/// asking again is of no use, and what the store said helps whoever looks after it. The answer names the file, with its
/// folder where whoever asks is the one who started the process.</summary>
internal sealed class StoreIsUnusable(
    IProblemDetailsService problems, HttpSettings settings, ILogger<StoreIsUnusable> logger) : IExceptionHandler
{
    /// <summary>Where a problem names the store that it is of.</summary>
    private const string Place = "store";

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (DbException or ReadOnlyFolderException or DatabaseMissingException))
            return false;
        // Whoever started the process is told.
        logger.Log(
            settings.Reasons ? LogLevel.Debug : LogLevel.Error, exception,
            "{Path} was asked for, and the store can't be used", httpContext.Request.Path);
        var detail = exception switch
        {
            DbException when Named(exception) is { } file =>
                $"The document store '{file}' can't be used: {exception.Message}",
            DbException => $"The document store can't be used: {exception.Message}",
            DatabaseMissingException when !settings.Reasons => "A document store of the service is not there.",
            _ => exception.Message,
        };
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status500InternalServerError,
                Detail = detail,
                Extensions =
                {
                    ["problems"] = new[]
                    {
                        new Dictionary<string, string> { ["message"] = detail, [Place] = Named(exception) ?? "" },
                    },
                },
            },
        });
    }

    private string? Named(Exception exception) => FailedDatabase.Of(exception) is not { } file ? null
        : settings.Reasons ? file
        : Path.GetFileName(file);
}
