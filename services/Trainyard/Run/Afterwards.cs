using System.Net;
using Trainyard.Api;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Run;

/// <summary>
/// What is asked for when a run has ended. How it ended stands, whatever becomes of that: the server may be the one
/// service of a cluster that keeps the runs, and know nothing of predictions and alerts, which are others' to tell.
/// </summary>
internal static class Afterwards
{
    /// <summary>The answer, or null when there is none to be had.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="cancellation">The word that ends the command: that is no answer, and not the server's.</param>
    /// <param name="what">What it is, for a line that says why it is missing where it should be there; no line by
    /// default, nor where there is no such thing.</param>
    public static async Task<T?> Try<T>(
        Func<Task<T?>> ask, CancellationToken cancellation, string? what = null)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is ApiException or UnauthorizedAccessException
            || RunFollower.IsOutage(exception, cancellation))
        {
            if (what is not null && exception is not ApiException { Status: HttpStatusCode.NotFound })
                Screen.Error($"{what} can't be read: {exception.Message}");
            return null;
        }
    }
}
