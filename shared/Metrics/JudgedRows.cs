namespace Trainyard.Metrics;

/// <summary>
/// Rows with what is true and what a model said, one at least. What several metrics count is counted once.
/// </summary>
/// <param name="task">The kind of prediction.</param>
/// <param name="labels">What is true: the code of a class, or a number.</param>
/// <param name="scores">What the model said, row by row: as many figures a row as it has outputs.</param>
/// <param name="truth">Regression: what is true in float64, where it is known; labels otherwise.</param>
public sealed class JudgedRows(
    LearningTask task, ReadOnlyMemory<float> labels, ReadOnlyMemory<double> scores,
    ReadOnlyMemory<double> truth = default)
{
    private ConfusionMatrix? _confusion;
    private ErrorSums? _errors;

    /// <summary>The kind of prediction.</summary>
    public LearningTask Task => task;

    /// <summary>How many rows.</summary>
    public int Count => labels.Length;

    /// <summary>What is true.</summary>
    public ReadOnlySpan<float> Labels => labels.Span;

    /// <summary>What the model said, row by row.</summary>
    public ReadOnlySpan<double> Scores => scores.Span;

    /// <summary>Classes: how often each was taken for each.</summary>
    public ConfusionMatrix Confusion => _confusion ??= task switch
    {
        LearningTask.Binary => ConfusionMatrix.Binary(Labels, Scores),
        LearningTask.Multiclass => ConfusionMatrix.Multiclass(Labels, Scores, scores.Length / labels.Length),
        LearningTask.Regression => throw new InvalidOperationException("A regression has no classes."),
        _ => throw task.NotKnown(),
    };

    /// <summary>Regression: how far the model is from the truth.</summary>
    public ErrorSums Errors => _errors ??= ErrorSums.Of(Truth, Scores);

    private ReadOnlySpan<double> Truth => !truth.IsEmpty || labels.IsEmpty ? truth.Span : Widened();

    private double[] Widened()
    {
        var wide = new double[labels.Length];
        for (var row = 0; row < wide.Length; row++)
            wide[row] = labels.Span[row];
        return wide;
    }
}
