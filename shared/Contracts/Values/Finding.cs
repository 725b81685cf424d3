namespace Trainyard.Contracts;

/// <summary>One thing that is wrong with a request or its data, said so that its owner can mend it.</summary>
public sealed record Finding
{
    /// <summary>
    /// The rule that was broken, by its name in the pipeline file, for example <c>nulls</c> or <c>schema</c>.
    /// </summary>
    public required string Rule { get; init; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public required string Message { get; init; }

    /// <summary>The column, where the rule is about one.</summary>
    public string? Column { get; init; }

    /// <summary>The row in the source, counted from 1 without the header, where one row shows it.</summary>
    public long? Row { get; init; }

    /// <summary>What was found, as text, for example <c>12.4 %</c>.</summary>
    public string? Observed { get; init; }

    /// <summary>What is allowed, as text, for example <c>at most 1 %</c>.</summary>
    public string? Allowed { get; init; }

    /// <summary>How many findings this one stands for, where there are more than are told; absent for one that stands
    /// for itself. Of errors and warnings it counts the errors.</summary>
    public int? StandsFor { get; init; }

    /// <summary>True when the rule only warns, and the run goes on.</summary>
    public bool IsWarning { get; init; }
}
