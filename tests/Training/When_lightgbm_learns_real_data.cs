using Trainyard.Features;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Pipelines;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

/// <summary>
/// Every option its default, against scikit-learn 1.2.1's HistGradientBoosting with its defaults, less 0.01: means over
/// random splits, for churn over more of them, since five differ by 0.008 from five others.
/// </summary>
public sealed class When_lightgbm_learns_real_data
{
    private static readonly TargetDefinition Churn =
        new() { Name = "churn", Task = LearningTask.Binary, Positive = "Yes" };

    private static readonly TargetDefinition Tumour =
        new() { Name = "diagnosis", Task = LearningTask.Binary, Positive = "malignant" };

    [Fact]
    public async Task Should_foresee_who_leaves()
    {
        var figures = await Judge(
            SplitData.Read("churn.csv", "* replace (if(churn, 'Yes', 'No') as churn)"), Churn, heldOut: 0.2, seeds: 20);
        Assert.InRange(figures.Auc, 0.8405 - 0.01, 1);
        Assert.InRange(figures.Accuracy, 0.8016 - 0.01, 1);
    }

    [Fact]
    public async Task Should_recognise_a_malignant_tumour()
    {
        var figures = await Judge(SplitData.Read("breast-cancer.csv"), Tumour, heldOut: 0.2, seeds: 5);
        Assert.InRange(figures.Auc, 0.9892 - 0.01, 1);
        Assert.InRange(figures.Accuracy, 0.9579 - 0.01, 1);
    }

    [Fact]
    public async Task Should_price_a_diamond()
    {
        var target = new TargetDefinition { Name = "price", Task = LearningTask.Regression };
        var figures = await Judge(SplitData.Read("diamonds.csv"), target, heldOut: 0.2, seeds: 3);
        Assert.InRange(figures.R2, 0.981 - 0.01, 1);
    }

    [Fact]
    public async Task Should_tell_penguins_apart()
    {
        var target = new TargetDefinition { Name = "Species", Task = LearningTask.Multiclass };
        var figures = await Judge(SplitData.Read("penguins.json"), target, heldOut: 0.25, seeds: 5);
        Assert.InRange(figures.Accuracy, 0.9837 - 0.01, 1);
    }

    private static async Task<(double Auc, double Accuracy, double R2)> Judge(
        Table table, TargetDefinition target, double heldOut, int seeds)
    {
        var (auc, accuracy, r2) = (0.0, 0.0, 0.0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            var (training, judged) = SplitData.Split(table, target, heldOut, seed);
            var trained = await Trainers.For(new LightGbmTrainer())
                .Train(training, seed, new Observer(), CancellationToken.None);
            using var scorer = ModelKinds.Open(trained.Kind, trained.Bytes).Scorer;
            var outputs = new double[judged.Rows * scorer.Outputs];
            scorer.Score(judged, outputs);
            var label = judged.Label.Values.ToArray();
            if (target.Task == LearningTask.Binary)
                auc += Judged.Auc(label, outputs) / seeds;
            if (target.Task == LearningTask.Regression)
                r2 += Judged.R2(label, outputs) / seeds;
            else
                accuracy += Judged.Accuracy(label, outputs, scorer.Outputs) / seeds;
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{target.Name}: AUC {auc:0.0000} accuracy {accuracy:0.0000} R2 {r2:0.0000}");
        return (auc, accuracy, r2);
    }
}
