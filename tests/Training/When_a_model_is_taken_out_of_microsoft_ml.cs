using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Models.Tests;
using Trainyard.Pipelines.Trainers;
using Trainyard.Training.TrainModel;
using Trainyard.Training.TrainModel.MicrosoftMl;

namespace Trainyard.Training.Tests;

public sealed class When_a_model_is_taken_out_of_microsoft_ml
{
    private const int Seed = 5;

    [Fact]
    public async Task Should_give_the_probabilities_of_its_boosted_trees()
    {
        var matrix = Matrices.Of(LearningTask.Binary, seed: 3);
        var model = new MLContext(Seed).BinaryClassification.Trainers
            .FastTree(new FastTreeBinaryTrainer.Options
            {
                NumberOfTrees = 100, NumberOfLeaves = 20, LearningRate = 0.2,
            })
            .Fit(TreeView(matrix));
        await ShouldAgree(new FastTreeTrainer(), matrix, model.Transform(TreeView(matrix)), "Probability");
    }

    [Fact]
    public async Task Should_give_the_mean_of_its_forest()
    {
        var matrix = Matrices.Of(LearningTask.Regression, seed: 3);
        var model = new MLContext(Seed).Regression.Trainers
            .FastForest(new FastForestRegressionTrainer.Options { NumberOfTrees = 100, NumberOfLeaves = 20 })
            .Fit(TreeView(matrix));
        await ShouldAgree(new FastForestTrainer(), matrix, model.Transform(TreeView(matrix)), "Score");
    }

    [Fact]
    public async Task Should_give_the_probabilities_of_its_linear_model()
    {
        var matrix = Matrices.Of(LearningTask.Binary, seed: 3);
        var inputs = new LinearInputs(matrix);
        var view = new MatrixView(matrix, inputs.Width, inputs.Write, l => l, CancellationToken.None);
        var model = new MLContext(Seed).BinaryClassification.Trainers
            .LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                MaximumNumberOfIterations = 100, L1Regularization = 0, L2Regularization = 1, NumberOfThreads = 1,
            })
            .Fit(view);
        await ShouldAgree(new LbfgsTrainer(), matrix, model.Transform(view), "Probability");
    }

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Regression)]
    public async Task Should_say_what_its_trees_gained_by_each_feature(LearningTask task)
    {
        var chance = new Random(Seed);
        var (noise, signal) = (Draw(), Draw());
        var label = Array.ConvertAll(signal, s => task is LearningTask.Binary ? (s > 0.4f ? 1 : 0) : 10 * s);
        foreach (var definition in (TrainerDefinition[])[new FastForestTrainer(), new FastTreeTrainer()])
        {
            var matrix = new FeatureMatrix(
                [
                    new("noise", MatrixColumnKind.Numeric, 0, noise),
                    new("signal", MatrixColumnKind.Numeric, 0, signal),
                    new("same", MatrixColumnKind.Numeric, 0, new float[noise.Length]),
                ],
                new MatrixLabel("label", task, task is LearningTask.Binary ? ["no", "yes"] : [], label));
            var trained = await Trainers.For(definition).Train(matrix, Seed, new Observer(), CancellationToken.None);
            using var scorer = ModelKinds.Open(trained.Kind, trained.Bytes).Scorer;

            var worth = scorer.Worth(matrix)!;

            Assert.InRange(worth[1], 0.8, 1);
            Assert.Equal((0, 1), (worth[2], Math.Round(worth.Sum(), 9)));
        }

        float[] Draw() => [.. Enumerable.Range(0, 2000).Select(_ => chance.NextSingle())];
    }

    private static MatrixView TreeView(FeatureMatrix matrix)
    {
        var inputs = TreeInputs.Of(matrix);
        return new MatrixView(
            matrix, inputs.Length, TreeInputs.Writer(matrix, inputs), l => l, CancellationToken.None);
    }

    private static async Task ShouldAgree(
        TrainerDefinition definition, FeatureMatrix matrix, IDataView scored, string column)
    {
        var trained = await Trainers.For(definition).Train(matrix, Seed, new Observer(), CancellationToken.None);
        using var scorer = ModelKinds.Open(trained.Kind, trained.Bytes).Scorer;
        var ours = Matrices.ScoreAll(scorer, matrix);
        var theirs = scored.GetColumn<float>(column).ToArray();
        for (var row = 0; row < ours.Length; row++)
            Assert.Equal(theirs[row], ours[row], 1e-5 * Math.Max(1, Math.Abs(ours[row]))); // theirs are float32
    }
}
