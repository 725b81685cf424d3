using System.Text;

using CsCheck;

using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Models.Tests;
using Trainyard.Pipelines;
using Trainyard.Training.TrainModel.LightGbm;

namespace Trainyard.Training.Tests;

public sealed class When_a_lightgbm_model_is_scored
{
    [Theory]
    [InlineData(LearningTask.Binary, "objective=binary", 1)]
    [InlineData(LearningTask.Multiclass, "objective=multiclass num_class=3", 3)]
    [InlineData(LearningTask.Regression, "objective=regression", 1)]
    public void Should_answer_what_lightgbm_itself_answers(LearningTask task, string objective, int outputs)
    {
        Gen.Int[1, 1_000_000].Sample(
            seed =>
            {
                var model = Train(task, objective, seed);
                var (scorer, inputs) = ModelKinds.Open(ModelKinds.LightGbm, model);
                using var opened = scorer;
                Assert.Equal((4, outputs), (inputs, scorer.Outputs));

                // Rows that training never saw, among them codes beyond those it knew.
                var strange = Matrices.Of(task, seed + 1);
                var ours = Matrices.ScoreAll(scorer, strange);
                var native = NativeLightGbm.Predict(model, strange, outputs);
                for (var i = 0; i < ours.Length; i++)
                    Assert.Equal(native[i], ours[i], 1e-13 * Math.Max(1, Math.Abs(native[i])));
            },
            iter: 5, threads: 1);
    }

    [Theory]
    [InlineData(LearningTask.Binary, "objective=binary")]
    [InlineData(LearningTask.Multiclass, "objective=multiclass num_class=3")]
    public void Should_answer_a_row_alone_as_among_many(LearningTask task, string objective)
    {
        using var scorer = Open(Train(task, objective, seed: 3));
        var matrix = Matrices.Of(task, seed: 4, rows: 5_000);
        Assert.Equal(Matrices.ScoreAll(scorer, matrix), Matrices.ScoreRows(scorer, matrix));
    }

    [Fact]
    public void Should_allocate_nothing_for_a_row()
    {
        using var scorer = Open(Train(LearningTask.Binary, "objective=binary", seed: 3));
        float[] row = [1, 2, 3, 4];
        var outputs = new double[1];
        scorer.Score(row, outputs);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            scorer.Score(row, outputs);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData("split_feature=", "split_feature=77 ", "split_feature")]
    [InlineData("left_child=", "left_child=0 ", "left_child")]
    [InlineData("threshold=", "threshold=x ", "threshold")]
    [InlineData("objective=binary", "objective=poisson", "poisson")]
    [InlineData("end of trees", "the end", "ends early")]
    [InlineData("tree\n", "shrub\n", "begin")]
    public void Should_refuse_a_text_that_was_changed(string part, string changed, string named)
    {
        var text = Encoding.UTF8.GetString(Train(LearningTask.Binary, "objective=binary", seed: 3));
        var at = text.IndexOf(part, StringComparison.Ordinal);
        var other = string.Concat(text.AsSpan(0, at), changed, text.AsSpan(at + part.Length));
        var problem = Assert.Throws<InvalidDataException>(() => Open(Encoding.UTF8.GetBytes(other)));
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_refuse_a_child_that_leads_back()
    {
        var lines = Encoding.UTF8.GetString(Train(LearningTask.Binary, "objective=binary", seed: 3)).Split('\n');
        var at = Array.FindIndex(lines, l => l.StartsWith("right_child=", StringComparison.Ordinal));
        lines[at] = "right_child=" + string.Join(' ', lines[at].Split('=')[1].Split(' ').Select(_ => "0"));
        var problem = Assert.Throws<InvalidDataException>(
            () => Open(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        Assert.Contains("no possible child 0", problem.Message, StringComparison.Ordinal);
    }

    private static IScorer Open(byte[] model) => ModelKinds.Open(ModelKinds.LightGbm, model).Scorer;

    private static byte[] Train(LearningTask task, string objective, int seed)
    {
        var parameters = $"{objective} num_leaves=15 verbosity=-1 num_threads=1 deterministic=true force_row_wise=true "
            + "cat_smooth=1 min_data_per_group=5";
        using var dataset = LightGbmDataset.Create(Matrices.Of(task, seed), parameters);
        using var booster = new LightGbmBooster(dataset, validation: null, parameters);
        for (var i = 0; i < 20; i++)
            Assert.True(booster.Grow());
        return booster.Write();
    }
}
