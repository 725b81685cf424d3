using System.Runtime.InteropServices;
using CsCheck;
using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Pipelines.Trainers;
using Trainyard.Training.TrainModel.LightGbm;

namespace Trainyard.Training.Tests;

/// <summary>Rows are given to LightGBM in pieces, and histograms filled by row where columns are few; neither is to be
/// seen in the model.</summary>
public sealed unsafe partial class When_rows_are_given_to_lightgbm
{
    private static readonly Gen<FeatureMatrix> Any =
        from rows in Gen.Int[300, 3000]
        from columns in Gen.Int[1, 40]
        from seed in Gen.Int[0, 1_000_000]
        from sparse in Gen.Double[0, 0.98]
        select Matrix(rows, columns, seed, sparse);

    [Fact]
    public void Should_give_the_model_of_a_matrix_in_one_block() => Any.Sample(
        matrix => Alone(() => Assert.Equal(InOneBlock(matrix), InPieces(matrix, "force_col_wise=true num_threads=1"))),
        iter: 40, threads: 1);

    [Fact]
    public void Should_give_the_same_model_by_row_and_by_column_whatever_the_threads() => Any.Sample(
        matrix => Alone(() =>
        {
            var byColumn = InPieces(matrix, "force_col_wise=true num_threads=1");
            Assert.Equal(byColumn, InPieces(matrix, "force_row_wise=true num_threads=1"));
            Assert.Equal(byColumn, InPieces(matrix, "force_row_wise=true num_threads=2"));
        }),
        iter: 20, threads: 1);

    [Theory]
    [InlineData(5, 255, "force_row_wise")]
    [InlineData(16, 255, "force_row_wise")]
    [InlineData(25, 255, "force_col_wise")]
    [InlineData(60, 63, "force_row_wise")]
    public void Should_fill_histograms_by_row_where_one_of_all_columns_is_small(
        int columns, int bins, string expected) =>
        Assert.Contains(
            expected, LightGbmParameters.Of(new LightGbmTrainer { Bins = bins }, Matrix(300, columns, 1, 0), 1),
            StringComparison.Ordinal);

    [Fact]
    public void Should_give_them_in_more_pieces_than_one() => Alone(() =>
    {
        var matrix = Matrix(300_001, 5, 3, 0.5);
        Assert.Equal(InOneBlock(matrix), InPieces(matrix, "force_col_wise=true num_threads=1"));
    });

    private static void Alone(Action act)
    {
        LightGbmTraining.OneAtATime.Wait(TestContext.Current.CancellationToken);
        try
        {
            act();
        }
        finally
        {
            LightGbmTraining.OneAtATime.Release();
        }
    }

    private static string InPieces(FeatureMatrix matrix, string layout)
    {
        using var dataset = LightGbmDataset.Create(matrix, Parameters(layout));
        using var booster = new LightGbmBooster(dataset, null, Parameters(layout));
        for (var i = 0; i < 5; i++)
            booster.Grow();
        return WithoutLayout(booster.Write());
    }

    private static string InOneBlock(FeatureMatrix matrix)
    {
        LightGbmNative.Quiet();
        var block = matrix.Columns.SelectMany(column => column.Values.ToArray()).ToArray();
        var parameters = Parameters("force_col_wise=true num_threads=1");
        nint dataset, booster;
        fixed (float* data = block, label = matrix.Label.Values.Span)
        {
            Assert.Equal(0, LGBM_DatasetCreateFromMat(
                data, 0, matrix.Rows, matrix.Columns.Count, 0,
                $"{parameters} categorical_feature={string.Join(',', Categories(matrix))}", 0, out dataset));
            Assert.Equal(0, LightGbmNative.LGBM_DatasetSetField(dataset, "label", label, matrix.Rows, 0));
        }

        string[] names = [.. matrix.Columns.Select((_, i) => $"f{i}")];
        Assert.Equal(0, LightGbmNative.LGBM_DatasetSetFeatureNames(dataset, names, names.Length));
        Assert.Equal(0, LightGbmNative.LGBM_BoosterCreate(dataset, parameters, out booster));
        for (var i = 0; i < 5; i++)
            Assert.Equal(0, LightGbmNative.LGBM_BoosterUpdateOneIter(booster, out _));
        var text = new byte[1 << 22];
        long length;
        fixed (byte* start = text)
        {
            Assert.Equal(0, LightGbmNative.LGBM_BoosterSaveModelToString(
                booster, 0, 0, 0, text.Length, out length, start));
        }

        Assert.Equal(0, LightGbmNative.LGBM_BoosterFree(booster));
        Assert.Equal(0, LightGbmNative.LGBM_DatasetFree(dataset));
        return WithoutLayout(text[..(int)(length - 1)]);
    }

    // The text closes with the parameters.
    private static string WithoutLayout(byte[] model) =>
        System.Text.Encoding.UTF8.GetString(model).Split("\nparameters:")[0];

    private static string Parameters(string layout) =>
        $"objective=binary num_leaves=15 min_data_in_leaf=5 deterministic=true verbosity=-1 seed=1 {layout}";

    private static IEnumerable<int> Categories(FeatureMatrix matrix) =>
        matrix.Columns.Index().Where(c => c.Item.Kind == MatrixColumnKind.Category).Select(c => c.Index);

    /// <summary>Amounts, counts and codes, some mostly zero, so that LightGBM bundles them; some missing.</summary>
    private static FeatureMatrix Matrix(int rows, int columns, int seed, double sparse)
    {
        var random = new Random(seed);
        var label = new float[rows];
        var made = Enumerable.Range(0, columns).Select(column =>
        {
            var values = new float[rows];
            for (var row = 0; row < rows; row++)
            {
                values[row] = random.NextDouble() < sparse ? 0 : column % 3 switch
                {
                    0 => (float)(random.NextDouble() * 1e6),
                    1 => random.Next(4),
                    _ => random.Next(12),
                };
                label[row] += values[row] > 0.5 ? 1 : 0;
                if (random.Next(50) == 0)
                    values[row] = float.NaN;
            }

            return new MatrixColumn(
                $"c{column}", column % 3 == 2 ? MatrixColumnKind.Category : MatrixColumnKind.Numeric,
                column % 3 == 2 ? 12 : 0, values);
        }).ToArray();
        var mean = label.Average();
        return new FeatureMatrix(
            made,
            new MatrixLabel("y", LearningTask.Binary, ["no", "yes"], label.Select(l => l > mean ? 1f : 0f).ToArray()));
    }

    [LibraryImport("lib_lightgbm", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_DatasetCreateFromMat(
        float* data, int dataType, int rows, int columns, int isRowMajor, string parameters, nint reference,
        out nint dataset);
}
