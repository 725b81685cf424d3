using Trainyard.Features.Matrix;

namespace Trainyard.Models.Linear;

/// <summary>
/// Scores with a <see cref="LinearModel"/>. By columns or by row, a row's terms are added in the same order.
/// </summary>
internal sealed class LinearScorer : IScorer
{
    private readonly double[] _bias;
    private readonly Input[] _inputs;
    private readonly string _link;

    /// <exception cref="InvalidDataException">The model contradicts itself.</exception>
    public LinearScorer(LinearModel model)
    {
        if (model.Schema != LinearModel.CurrentSchema)
            throw new InvalidDataException($"Its schema is '{model.Schema}', not '{LinearModel.CurrentSchema}'.");
        if (model.Link is not ("logistic" or "softmax" or "identity" or "exp"))
            throw new InvalidDataException($"Its link '{model.Link}' is none of logistic, softmax, identity and exp.");
        _link = model.Link;
        _bias = [.. model.Bias];
        _inputs = [.. model.Inputs.Select(i => new Input(i.Missing, [.. i.Weights.SelectMany(w => w)], i.IsCategory))];
        if (_bias.Length == 0 || model.Inputs.Any(i =>
            i.Weights.Any(w => w.Count != _bias.Length) || (!i.IsCategory && i.Weights.Count != 1)))
            throw new InvalidDataException($"It has {_bias.Length} outputs, and features with other weights.");
    }

    public int Inputs => _inputs.Length;

    public int Outputs => _bias.Length;

    public void Score(FeatureMatrix matrix, Span<double> outputs)
    {
        ScoreShape.Check(matrix, _inputs.Length, Outputs, outputs.Length);
        outputs = outputs[..(matrix.Rows * Outputs)];
        for (var row = 0; row < outputs.Length; row += Outputs)
            _bias.CopyTo(outputs[row..]);
        for (var column = 0; column < _inputs.Length; column++)
        {
            var values = matrix.Columns[column].Values.Span;
            for (var row = 0; row < values.Length; row++)
                Add(in _inputs[column], values[row], outputs.Slice(row * Outputs, Outputs));
        }

        for (var row = 0; row < outputs.Length; row += Outputs)
            Finish(outputs.Slice(row, Outputs));
    }

    public void Score(ReadOnlySpan<float> features, Span<double> outputs)
    {
        ScoreShape.Check(features.Length, _inputs.Length, Outputs, outputs.Length);
        outputs = outputs[..Outputs];
        _bias.CopyTo(outputs);
        for (var column = 0; column < _inputs.Length; column++)
            Add(in _inputs[column], features[column], outputs);
        Finish(outputs);
    }

    public double[]? Worth(FeatureMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Shares.Of([.. _inputs.Select((input, column) => Worth(in input, rows.Columns[column].Values.Span))]);
    }

    public void Dispose()
    {
        // Nothing native is held.
    }

    // How far the feature moves the scores, as a standard deviation; of several outputs all together.
    private double Worth(in Input input, ReadOnlySpan<float> values)
    {
        var (sums, squares) = (new double[_bias.Length], new double[_bias.Length]);
        var moved = new double[_bias.Length];
        foreach (var value in values)
        {
            Array.Clear(moved);
            Add(in input, value, moved);
            for (var k = 0; k < moved.Length; k++)
            {
                sums[k] += moved[k];
                squares[k] += moved[k] * moved[k];
            }
        }

        var worth = 0.0;
        for (var k = 0; k < sums.Length; k++)
        {
            var mean = sums[k] / values.Length;
            worth += Math.Sqrt(Math.Max(0, (squares[k] / values.Length) - (mean * mean)));
        }

        return worth;
    }

    private static void Add(in Input input, float value, Span<double> scores)
    {
        if (input.IsCategory)
        {
            if (!(value >= 0) || value >= input.Weights.Length / scores.Length)
                return;
            var own = input.Weights.AsSpan((int)value * scores.Length, scores.Length);
            for (var k = 0; k < scores.Length; k++)
                scores[k] += own[k];
            return;
        }

        var amount = float.IsNaN(value) ? input.Missing : value;
        for (var k = 0; k < scores.Length; k++)
            scores[k] += input.Weights[k] * amount;
    }

    private void Finish(Span<double> scores)
    {
        switch (_link)
        {
            case "logistic":
                scores[0] = Link.Logistic(scores[0]);
                break;
            case "softmax":
                Link.Softmax(scores);
                break;
            case "exp":
                scores[0] = Math.Exp(Math.Min(scores[0], 700)); // more would be infinite
                break;
        }
    }

    private readonly record struct Input(float Missing, double[] Weights, bool IsCategory);
}
