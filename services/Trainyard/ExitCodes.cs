using Trainyard.Contracts;

namespace Trainyard.Cli;

/// <summary>What the command tells the shell. Each means one thing.</summary>
internal static class ExitCodes
{
    public const int Succeeded = 0;

    /// <summary>Something broke, in the run or in the command.</summary>
    public const int Faulted = 1;

    /// <summary>The file, the data, the model or what was asked for did not meet its rules.</summary>
    public const int Rejected = 2;

    /// <summary>The run was cancelled, or the command before there was a run.</summary>
    public const int Cancelled = 3;

    /// <summary>A run goes on elsewhere, and how it ends is not known here.</summary>
    public const int LostSight = 4;

    /// <summary>The command line can't be understood (EX_USAGE of sysexits.h).</summary>
    public const int Usage = 64;

    public static int Of(RunOutcome? outcome) => outcome switch
    {
        RunOutcome.Succeeded => Succeeded,
        RunOutcome.Rejected => Rejected,
        RunOutcome.Cancelled => Cancelled,
        RunOutcome.Faulted or null => Faulted,
        var other => throw new InvalidOperationException($"'{other}' is no outcome of a run that has ended."),
    };
}
