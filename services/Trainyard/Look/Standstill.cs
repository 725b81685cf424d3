using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Look;

/// <summary>Runs that are not over in a folder in which nobody works, since the process that did was killed: nothing
/// happens to them before somebody does again, whatever their records say.</summary>
/// <param name="folder">The folder; null where somebody works in it, or may.</param>
/// <param name="sameYard">The options that say which yard.</param>
internal sealed class Standstill(string? folder, string sameYard)
{
    public static Standstill In(IYard yard, string sameYard) =>
        new(yard is ReadingYard reading ? reading.IdleFolder : null, sameYard);

    /// <summary>The run, and where it stands still, that it does.</summary>
    public T Of<T>(T run)
        where T : RunSummary =>
        folder is null || run.Outcome is not null ? run : (T)(run with { Obstacle = "Nobody works on it now." });

    /// <summary>What goes on with those that stand still, in a sentence; null where none do.</summary>
    public string? Remedy(params IEnumerable<RunSummary> runs)
    {
        var count = folder is null ? 0 : runs.Count(run => run.Outcome is null);
        if (count == 0)
            return null;
        var they = count == 1 ? "The run that is not over goes" : $"The {count} runs that are not over go";
        // What was served goes on with the rights that it was served with, and what came by run with its caller's.
        return YardFolder.IsServed(folder!)
            ? $"{they} on with: {Invocation.Command} up{sameYard}"
            : $"{they} on beside the next one in this folder: {Invocation.Command} run FILE{sameYard}";
    }
}
