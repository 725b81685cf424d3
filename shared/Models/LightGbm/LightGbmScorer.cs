using System.Globalization;

using Trainyard.Features.Matrix;
using Trainyard.Models.Trees;

namespace Trainyard.Models.LightGbm;

/// <summary>Scores with LightGBM's text model, in managed code: no lock, no allocation for a row.</summary>
internal sealed class LightGbmScorer : IScorer
{
    private readonly Forest _forest;
    private readonly Forest.Finish _finish;
    private readonly IReadOnlyList<double> _gains;

    /// <exception cref="InvalidDataException">The text is not such a model.</exception>
    public LightGbmScorer(ReadOnlySpan<byte> model)
    {
        var text = LightGbmText.Read(model);
        _forest = text.Forest;
        _gains = text.Gains;
        var objective = text.Objective.Split(' ');
        _finish = objective[0] switch
        {
            "binary" => Binary(Option(objective, "sigmoid", 1)),
            "multiclass" => Link.Softmax,
            "regression" when objective.Length == 1 => static _ => { },
            _ => throw new InvalidDataException($"Its objective '{text.Objective}' is not known here."),
        };
    }

    public int Inputs => _forest.Columns;

    public int Outputs => _forest.Outputs;

    public void Score(FeatureMatrix matrix, Span<double> outputs) =>
        _forest.Score(matrix, outputs, prepare: null, _finish);

    public void Score(ReadOnlySpan<float> features, Span<double> outputs)
    {
        outputs = outputs[..Outputs];
        outputs.Clear();
        _forest.Add(features, outputs);
        _finish(outputs);
    }

    public double[]? Worth(FeatureMatrix rows) => Shares.Of(_gains);

    public void Dispose()
    {
        // Nothing native is held.
    }

    private static Forest.Finish Binary(double slope) => sums => sums[0] = Link.Logistic(slope * sums[0]);

    private static double Option(string[] objective, string name, double otherwise) =>
        objective.FirstOrDefault(o => o.StartsWith(name + ":", StringComparison.Ordinal)) is { } option
            ? double.Parse(option.AsSpan(name.Length + 1), CultureInfo.InvariantCulture)
            : otherwise;
}
