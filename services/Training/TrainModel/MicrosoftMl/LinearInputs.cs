using Microsoft.ML.Data;

using Trainyard.Features.Matrix;
using Trainyard.Models.Linear;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>
/// What linear trainers are to see: amounts less their mean and divided by their standard deviation, missing ones as
/// the mean; a category as a 1 in a place of its own, a missing one as nothing. Folded into the weights afterwards.
/// </summary>
internal sealed class LinearInputs
{
    private readonly (ReadOnlyMemory<float> Values, double Mean, double Deviation, int First, int Codes)[] _columns;
    private readonly int _categories;

    public LinearInputs(FeatureMatrix matrix)
    {
        _columns = new (ReadOnlyMemory<float>, double, double, int, int)[matrix.Columns.Count];
        for (var c = 0; c < _columns.Length; c++)
        {
            var column = matrix.Columns[c];
            var isCategory = column.Kind == MatrixColumnKind.Category;
            var (mean, deviation) = isCategory ? (0, 1) : Moments(column.Values.Span);
            var codes = isCategory ? column.Cardinality : 0;
            _columns[c] = (column.Values, mean, deviation, Width, codes);
            Width += isCategory ? codes : 1;
            _categories += isCategory ? 1 : 0;
        }
    }

    /// <summary>How many inputs a row has.</summary>
    public int Width { get; }

    /// <summary>Writes a row: sparse, since most inputs of a category are 0.</summary>
    public void Write(int row, ref VBuffer<float> features)
    {
        var isDense = _categories == 0;
        var editor = VBufferEditor.Create(
            ref features, Width, _columns.Length, _columns.Length, requireIndicesOnDense: !isDense);
        var count = 0;
        foreach (var (values, mean, deviation, first, codes) in _columns)
        {
            var value = values.Span[row];
            if (codes > 0 ? !(value >= 0 && value < codes) : float.IsNaN(value))
            {
                if (!isDense)
                    continue;
                value = (float)mean;
            }

            if (!isDense)
                editor.Indices[count] = codes > 0 ? first + (int)value : first;
            editor.Values[count++] = codes > 0 ? 1 : (float)((value - mean) / deviation);
        }

        features = isDense ? editor.Commit() : editor.CommitTruncated(count);
    }

    /// <summary>The model over raw features that weights over these inputs mean.</summary>
    /// <param name="link">The link.</param>
    /// <param name="bias">By output.</param>
    /// <param name="weights">By output, one for each input.</param>
    public LinearModel Model(string link, double[] bias, float[][] weights)
    {
        bias = [.. bias];
        var inputs = new List<LinearInput>();
        foreach (var (_, mean, deviation, first, codes) in _columns)
        {
            if (codes > 0)
            {
                var byCode = Enumerable.Range(first, codes).Select(i => weights.Select(w => (double)w[i]).ToArray());
                inputs.Add(new LinearInput(0, [.. byCode], IsCategory: true));
                continue;
            }

            double[] raw = [.. weights.Select(w => w[first] / deviation)];
            for (var k = 0; k < bias.Length; k++)
                bias[k] -= raw[k] * mean;
            inputs.Add(new LinearInput((float)mean, [raw]));
        }

        return new LinearModel { Link = link, Bias = bias, Inputs = inputs };
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<float> values)
    {
        var (count, mean, squares) = (0, 0.0, 0.0);
        foreach (var value in values)
        {
            if (float.IsNaN(value))
                continue;
            var apart = value - mean; // Welford 1962
            mean += apart / ++count;
            squares += apart * (value - mean);
        }

        var deviation = count > 0 ? Math.Sqrt(squares / count) : 0;
        return (mean, deviation > 0 ? deviation : 1);
    }
}
