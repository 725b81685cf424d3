using Trainyard.Models.Tests;
using Trainyard.Pipelines;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

public sealed class When_lightgbm_is_watched
{
    [Fact]
    public async Task Should_report_every_iteration_with_a_falling_loss()
    {
        var watcher = new Watcher();
        var options = new LightGbmTrainer { Iterations = 30, WatchShare = 0.25 };
        var trained = await Train(options, LearningTask.Binary, watcher);
        Assert.Equal(Enumerable.Range(1, 30), watcher.Steps.Select(s => s.Iteration));
        Assert.All(watcher.Steps, s => Assert.Equal(("log_loss", 30), (s.Metric, s.Iterations)));
        Assert.True(watcher.Steps[^1].Loss < watcher.Steps[0].Loss);
        Assert.Equal(watcher.Steps[^1].Loss, trained.Figures["watched_log_loss"]);
        Assert.Equal(2_000, trained.Figures["training_rows"] + trained.Figures["watched_rows"]);
        Assert.InRange(trained.Figures["watched_rows"], 400, 600);
    }

    [Fact]
    public async Task Should_keep_the_best_iteration_when_it_stops_early()
    {
        var watcher = new Watcher();
        var options = new LightGbmTrainer
        {
            Iterations = 2_000, WatchShare = 0.3, EarlyStopping = 10, LearningRate = 0.5,
        };
        var trained = await Train(options, LearningTask.Regression, watcher);
        var best = watcher.Steps.MinBy(s => s.Loss)!;
        Assert.Equal(best.Iteration, trained.Figures["iterations"]);
        Assert.Equal(best.Loss, trained.Figures["watched_rmse"]);
        Assert.Equal(best.Iteration + 10, watcher.Steps[^1].Iteration);
    }

    [Fact]
    public async Task Should_watch_the_training_loss_when_nothing_is_carved_off()
    {
        var trained = await Train(new LightGbmTrainer { Iterations = 5 }, LearningTask.Multiclass, new Watcher());
        Assert.InRange(trained.Figures["training_log_loss"], 0.01, 1);
    }

    private static Task<TrainedModel> Train(LightGbmTrainer options, LearningTask task, Watcher watcher) =>
        Trainers.For(options).Train(Matrices.Of(task, seed: 5), 1, watcher, CancellationToken.None);
}
