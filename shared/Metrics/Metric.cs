namespace Trainyard.Metrics;

/// <summary>Which of two figures is that of the better model.</summary>
public enum Better
{
    /// <summary>The higher one.</summary>
    Higher,

    /// <summary>The lower one.</summary>
    Lower,

    /// <summary>Neither: it describes a model and does not judge it.</summary>
    Neither,
}

/// <summary>
/// A figure of a model on rows whose truth is known. All that is known of it is said here once: gates, reports, the
/// reference page and the schema of pipeline files follow.
/// </summary>
/// <param name="name">The name that gates and reports use.</param>
/// <param name="better">Which of two figures is the better one.</param>
/// <param name="tasks">The tasks that have it.</param>
public abstract class Metric(string name, Better better, params LearningTask[] tasks)
{
    /// <summary>The name that gates and reports use.</summary>
    public string Name => name;

    /// <summary>Which of two figures is the better one.</summary>
    public Better Better => better;

    /// <summary>The tasks that have it.</summary>
    public IReadOnlyList<LearningTask> Tasks => tasks;

    /// <summary>The smallest figure there can be.</summary>
    public double Min { get; protected init; }

    /// <summary>The largest figure there can be.</summary>
    public double Max { get; protected init; } = 1;

    /// <summary>What it is, as one sentence.</summary>
    public abstract string Meaning { get; }

    /// <summary>Where its formula is from.</summary>
    public abstract string Source { get; }

    /// <summary>The figure; null where these rows do not define it.</summary>
    public abstract double? Of(JudgedRows rows);
}
