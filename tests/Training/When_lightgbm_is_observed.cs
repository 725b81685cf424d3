using Trainyard.Metrics;
using Trainyard.Models.Tests;
using Trainyard.Pipelines;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

public sealed class When_lightgbm_is_observed
{
    [Fact]
    public async Task Should_report_every_iteration_with_a_falling_loss()
    {
        var observer = new Observer();
        var options = new LightGbmTrainer { Iterations = 30, ValidationShare = 0.25 };
        var trained = await Train(options, LearningTask.Binary, observer);
        Assert.Equal(Enumerable.Range(1, 30), observer.Steps.Select(s => s.Iteration));
        Assert.All(observer.Steps, s => Assert.Equal(("log_loss", 30), (s.Metric, s.Iterations)));
        Assert.True(observer.Steps[^1].Loss < observer.Steps[0].Loss);
        Assert.Equal(observer.Steps[^1].Loss, trained.Figures["validation_log_loss"]);
        Assert.Equal(2_000, trained.Figures["training_rows"] + trained.Figures["validation_rows"]);
        Assert.InRange(trained.Figures["validation_rows"], 400, 600);
    }

    [Fact]
    public async Task Should_keep_the_best_iteration_when_it_stops_early()
    {
        var observer = new Observer();
        var options = new LightGbmTrainer
        {
            Iterations = 2_000, ValidationShare = 0.3, EarlyStopping = 10, LearningRate = 0.5,
        };
        var trained = await Train(options, LearningTask.Regression, observer);
        var best = observer.Steps.MinBy(s => s.Loss)!;
        Assert.Equal(best.Iteration, trained.Figures["iterations"]);
        Assert.Equal(best.Loss, trained.Figures["validation_rmse"]);
        Assert.Equal(best.Iteration + 10, observer.Steps[^1].Iteration);
    }

    [Fact]
    public async Task Should_report_the_training_loss_when_nothing_is_kept_back()
    {
        var trained = await Train(new LightGbmTrainer { Iterations = 5 }, LearningTask.Multiclass, new Observer());
        Assert.InRange(trained.Figures["training_log_loss"], 0.01, 1);
    }

    private static Task<TrainedModel> Train(LightGbmTrainer options, LearningTask task, Observer observer) =>
        Trainers.For(options).Train(Matrices.Of(task, seed: 5), 1, observer, CancellationToken.None);
}
