using CsCheck;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Validation.ValidateModel;

namespace Trainyard.Validation.Tests;

public sealed class When_a_scorer_is_measured
{
    [Fact]
    public void Should_find_one_answer_for_all_rows_only_where_there_is_one() =>
        Gen.Select(Gen.Double[0, 1e9], Gen.Double[0.01, 10], Gen.Bool).Sample((offset, unit, isOne) =>
        {
            var measured = Measurement.Of(
                new Scorer(features => offset + (isOne ? 0 : unit * features[0])),
                Matrix(LearningTask.Regression, row => row, row => row % 7),
                [offset])!;
            Assert.Equal(isOne, measured.OnlyAnswer is not null);
        });

    private static FeatureMatrix Matrix(
        LearningTask task, Func<int, float> label, Func<int, float> feature, int rows = 60) => new(
        [
            new MatrixColumn("signal", MatrixColumnKind.Numeric, 0, Make(rows, feature)),
            new MatrixColumn("noise", MatrixColumnKind.Numeric, 0, Make(rows, row => row * 7919 % 1013)),
        ],
        new MatrixLabel("y", task, task == LearningTask.Regression ? [] : ["no", "yes"], Make(rows, label)));

    private static float[] Make(int rows, Func<int, float> value) => [.. Enumerable.Range(0, rows).Select(value)];

    private delegate double Answer(ReadOnlySpan<float> features);

    private sealed class Scorer(Answer answer) : IScorer
    {
        public int Outputs => 1;

        public void Score(FeatureMatrix matrix, Span<double> outputs)
        {
            Span<float> features = stackalloc float[matrix.Columns.Count];
            for (var row = 0; row < matrix.Rows; row++)
            {
                for (var c = 0; c < features.Length; c++)
                    features[c] = matrix.Columns[c].Values.Span[row];
                Score(features, outputs.Slice(row, 1));
            }
        }

        public void Score(ReadOnlySpan<float> features, Span<double> outputs) => outputs[0] = answer(features);

        public void Dispose()
        {
        }
    }
}
