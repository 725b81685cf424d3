using System.Text.Json;

using Trainyard.Features.Fitted;
using Trainyard.Features.Rows;

namespace Trainyard.Models.Artifact;

/// <summary>A model with its features, ready to answer. Safe for many threads.</summary>
public sealed class LoadedModel : IDisposable
{
    // Exact on the machine that trained; another's mathematical library may round the last bits of exp differently.
    private const double Tolerance = 1e-9;

    internal LoadedModel(
        ModelManifest manifest, FittedFeatures features, IScorer scorer, IReadOnlyList<ModelSample> samples)
    {
        Manifest = manifest;
        Features = features;
        Scorer = scorer;
        Samples = samples;
    }

    /// <summary>What the artifact says of itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The very features that training fitted.</summary>
    public FittedFeatures Features { get; }

    /// <summary>The model.</summary>
    public IScorer Scorer { get; }

    /// <summary>Rows with the answers of the day of training.</summary>
    public IReadOnlyList<ModelSample> Samples { get; }

    /// <summary>Answers one raw row; says every problem by column. Beside an answer, they are warnings.</summary>
    public (Prediction? Prediction, IReadOnlyList<RowProblem> Problems) Predict(JsonElement row)
    {
        Span<double> outputs = stackalloc double[Math.Min(Scorer.Outputs, 256)];
        if (Scorer.Outputs > outputs.Length)
            outputs = new double[Scorer.Outputs];
        var problems = RowScoring.Score(Features, Scorer, row, outputs);
        if (RowScoring.Refuse(problems))
            return (null, problems);
        foreach (var output in outputs)
        {
            if (!double.IsFinite(output))
                return (null, [new RowProblem("", "The model has no answer: a number is larger than it can take.")]);
        }

        return (Prediction.Of(Features.Target, outputs), problems);
    }

    /// <summary>Answers many raw rows at once, each to the bit as alone, at a fraction of the cost. Null where one of
    /// them can't be read or has no answer: which, and why, the rows say alone.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many.</param>
    /// <param name="warn">Takes what is to be known of rows that are answered all the same, with the number of the row,
    /// from 1; worth nothing where there is no answer.</param>
    /// <param name="cancellation">Ends the work.</param>
    public IReadOnlyList<Prediction>? TryPredict(
        IEnumerable<JsonElement> rows, int count, Action<int, RowProblem> warn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(warn);
        using var block = new RowBlock(this, Math.Min(count, RowBlock.Most));
        var predictions = new List<Prediction>(count);
        var number = 0;
        foreach (var row in rows)
        {
            var problems = block.Add(row);
            if (RowScoring.Refuse(problems))
                return null;
            number++;
            foreach (var warning in problems)
                warn(number, warning);
            if (!block.IsFull)
                continue;
            cancellation.ThrowIfCancellationRequested();
            if (!block.TryScore(predictions))
                return null;
        }

        return block.TryScore(predictions) ? predictions : null;
    }

    /// <summary>
    /// Scores the samples again: the answers must be those of the day of training, to 1e-9 of their size in
    /// the unit that the model learned.
    /// </summary>
    /// <exception cref="ModelArtifactException">An answer differs; the sample is named.</exception>
    public void ReplaySamples()
    {
        var outputs = new double[Scorer.Outputs];
        foreach (var (number, sample) in Samples.Index())
        {
            var expected = sample.Outputs;
            var problems = RowScoring.Score(Features, Scorer, sample.Row, outputs);
            if (problems.FirstOrDefault(problem => !problem.IsWarning) is { } wrong)
                throw Differs(number, $"can't be read: {wrong.Column}: {wrong.Message}");
            if (expected.Count != outputs.Length)
                throw Differs(number, $"has {expected.Count} outputs, the model {outputs.Length}.");
            for (var k = 0; k < outputs.Length; k++)
                if (!(Math.Abs(outputs[k] - expected[k]) <= Allowed(expected[k])))
                    throw Differs(number, $"scores {outputs[k]:R}; it was {expected[k]:R} in training.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Scorer.Dispose();

    // Beside an offset, all that a model learned may be small; what a double can't tell apart there is no difference.
    private double Allowed(double expected)
    {
        var learned = Math.Abs(expected - Features.Target.Offset);
        var step = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
        return Math.Max(Tolerance * Math.Max(Features.Target.Scale, learned), 2 * step);
    }

    private static ModelArtifactException Differs(int sample, string how) =>
        new(ModelArtifact.SamplesEntry, $"Sample {sample + 1} {how}");
}
