using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>What the model learns to predict: a column, or an expression over columns.</summary>
public sealed record TargetDefinition
{
    /// <summary>The name of the target: that of the column, or the one the file gives the expression.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The expression that computes it, for example <c>delay &gt; 15</c>; absent when it is a column as it is.
    /// </summary>
    public string? Expression { get; init; }

    /// <summary>The kind of prediction.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>Binary, a column of two words: the one that counts as positive. Default: true, 1, or the later of the
    /// two in
    /// ordinal order.</summary>
    public string? Positive { get; init; }
}
