using Trainyard.Contracts;

namespace Trainyard.Cli;

/// <summary>What the command tells the shell.</summary>
internal static class ExitCodes
{
    public const int Succeeded = 0;

    /// <summary>Something broke, in the run or in the command.</summary>
    public const int Faulted = 1;

    /// <summary>
    /// The file, the data or the model did not meet its rules; also a command line that can't be understood.
    /// </summary>
    public const int Rejected = 2;

    public const int Cancelled = 3;

    public static int Of(RunOutcome? outcome) => outcome switch
    {
        RunOutcome.Succeeded => Succeeded,
        RunOutcome.Rejected => Rejected,
        RunOutcome.Cancelled => Cancelled,
        RunOutcome.Faulted or null => Faulted,
        var other => throw new InvalidOperationException($"'{other}' is no outcome of a run that has ended."),
    };
}
