using CsCheck;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Validation.ValidateModel;

namespace Trainyard.Validation.Tests;

public sealed class When_a_scorer_is_measured
{
    /// <summary>A few classes of many rows, or more classes than rows are taken.</summary>
    private static readonly Gen<int[]> Counts =
        Gen.OneOf(Gen.Int[1, 400].Array[2, 6], Gen.Int[1, 4].Array[300, 1000]);

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

    [Fact]
    public void Should_rank_what_a_rare_class_depends_on_before_noise() =>
        Gen.Select(Gen.Int[10, 60], Gen.Int[0, 1000]).Sample((positives, seed) =>
        {
            const int Rows = 200_000;
            var every = Rows / positives;
            var matrix = Matrix(
                LearningTask.Binary,
                row => row % every == 1 ? 1 : 0,
                row => (row % every == 1 ? 4 : 0) + (row % 11 * 0.1f),
                Rows);
            var importance = Importance.Of(
                new Scorer(features => 1 / (1 + Math.Exp(4 - features[0] - (features[1] * 1e-6)))),
                matrix, seed, CancellationToken.None);
            Assert.Equal("signal", importance!.Features[0].Feature);
            Assert.InRange(importance.Features[0].Drop!.Value, 0.2, 1);
            Assert.InRange(importance.Rows, 9_900, 10_000);
        }, iter: 10, threads: 1);

    [Fact]
    public void Should_keep_all_rows_of_rare_classes_and_the_order() =>
        Gen.Select(Counts, Gen.Int[20, 300]).Sample((counts, most) =>
        {
            float[] labels = [.. counts.SelectMany((count, code) => Enumerable.Repeat((float)code, count))];
            if (labels.Length <= most)
                return;
            string[] classes = [.. counts.Select((_, code) => $"{code}")];
            var rows = SampledRows.Of(new MatrixLabel("y", LearningTask.Multiclass, classes, labels), most);
            Assert.Equal(most, rows.Length);
            Assert.Equal(rows.Distinct().Order(), rows);
            foreach (var (code, count) in counts.Index())
            {
                var least = Math.Min(count, most / (2 * counts.Length));
                Assert.InRange(rows.Count(row => labels[row] == code), least, count);
            }
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
