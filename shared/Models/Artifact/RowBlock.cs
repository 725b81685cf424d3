using System.Buffers;
using System.Text.Json;

using Trainyard.Features.Fitted;
using Trainyard.Features.Rows;

namespace Trainyard.Models.Artifact;

/// <summary>Raw rows of a request that are scored together. Its memory is rented: not for many threads.</summary>
internal sealed class RowBlock(LoadedModel model, int most) : IDisposable
{
    /// <summary>Rows that are scored at once.</summary>
    public const int Most = FittedFeatures.MostRowsAtOnce;

    private readonly int _width = model.Features.Inputs.Count;
    private readonly Cell[] _cells = ArrayPool<Cell>.Shared.Rent(most * model.Features.Inputs.Count);
    private readonly float[] _features = ArrayPool<float>.Shared.Rent(most * model.Features.Outputs.Count);
    private readonly double[] _outputs = ArrayPool<double>.Shared.Rent(most * model.Scorer.Outputs);
    private int _count;

    public bool IsFull => _count == most;

    /// <summary>Reads a row, and says what is wrong with it: it is one of the block where there are none but
    /// warnings.</summary>
    public IReadOnlyList<RowProblem> Add(JsonElement row)
    {
        var problems = model.Features.ReadRow(row, _cells.AsSpan(_count * _width, _width));
        if (!RowScoring.Refuse(problems))
            _count++;
        return problems;
    }

    /// <summary>Adds what the model says of the rows, and begins anew; false where it has no answer to one.</summary>
    public bool TryScore(List<Prediction> predictions)
    {
        if (_count == 0)
            return true;
        var matrix = model.Features.Apply(_cells.AsSpan(0, _count * _width), _count, _features);
        var outputs = _outputs.AsSpan(0, _count * model.Scorer.Outputs);
        model.Scorer.Score(matrix, outputs);
        foreach (var output in outputs)
        {
            if (!double.IsFinite(output))
                return false;
        }

        for (var row = 0; row < _count; row++)
        {
            predictions.Add(Prediction.Of(
                model.Features.Target, outputs.Slice(row * model.Scorer.Outputs, model.Scorer.Outputs)));
        }

        _count = 0;
        return true;
    }

    public void Dispose()
    {
        ArrayPool<Cell>.Shared.Return(_cells, clearArray: true);
        ArrayPool<float>.Shared.Return(_features);
        ArrayPool<double>.Shared.Return(_outputs);
    }
}
