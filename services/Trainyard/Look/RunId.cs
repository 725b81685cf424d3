using System.CommandLine;
using Trainyard.Api;

namespace Trainyard.Cli.Look;

/// <summary>A run as people name it: its id, the beginning of it, or <c>last</c>.</summary>
internal static class RunId
{
    private const string Last = "last";
    private const int PageSize = 1000;
    private const int MostNamed = 5;

    public static Argument<string> Argument() => new("run")
    {
        Description = $"The id of the run, its first characters, or '{Last}' for the one that was asked for last.",
    };

    /// <exception cref="CommandException">No run is named so, or several are.</exception>
    public static async Task<Guid> Find(string named, TrainyardClient client, CancellationToken cancellation)
    {
        if (Guid.TryParseExact(named, "D", out var whole))
            return whole;
        if (named == Last)
        {
            // Those that wait come first, however long they do: of two one has begun, where any has.
            var latest = await client.Runs.List(null, null, 2, 0, cancellation);
            return latest.MaxBy(run => run.RequestedAt)?.RunId
                ?? throw new CommandException("There are no runs yet.");
        }

        if (named.Length == 0 || !named.All(c => c == '-' || char.IsAsciiHexDigit(c)))
        {
            throw CommandException.OfUsage(
                $"'{named}' is no run: a run is named by its id, the first characters of it, or '{Last}'.");
        }

        var found = await client.Runs.All(null, null, PageSize, cancellation)
            .Where(run => run.RunId.ToString("D").StartsWith(named, StringComparison.OrdinalIgnoreCase))
            .Take(MostNamed + 1).ToListAsync(cancellation);
        return found switch
        {
            [] => throw new CommandException($"No run begins with '{named}'."),
            [var only] => only.RunId,
            _ => throw new CommandException($"Several runs begin with '{named}'; name more of the id.")
            {
                LinesAfter =
                [
                    .. found.Take(MostNamed).Select(run =>
                        $"  {run.RunId} of {run.Pipeline}, {run.State}, {run.RequestedAt:u}"),
                    .. found.Count > MostNamed ? ["  and more"] : Array.Empty<string>(),
                ],
            },
        };
    }
}
