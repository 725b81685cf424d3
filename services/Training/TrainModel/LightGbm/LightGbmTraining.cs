using Trainyard.Features;
using Trainyard.Models;
using Trainyard.Models.LightGbm;
using Trainyard.Pipelines;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>
/// Trains with LightGBM's C API: one call an iteration, so that progress and cancellation need no callback.
/// </summary>
internal sealed class LightGbmTraining(LightGbmTrainer options) : ITrainer
{
    // LightGBM's thread count is one for the process: two trainings at once would take each other's.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    public string? Refusal(FeatureMatrix matrix) => options switch
    {
        { EarlyStopping: > 0, WatchShare: 0 } =>
            "early_stopping needs rows to watch: set watch_share, for example to 0.1.",
        _ => null,
    };

    public Task<TrainedModel> Train(
        FeatureMatrix matrix, int seed, ITrainingWatch watch, CancellationToken cancellation) =>
        LongCall.Run(
            token =>
            {
                using (matrix)
                {
                    OneAtATime.Wait(token);
                    try
                    {
                        return Train(matrix, LightGbmParameters.Of(options, matrix, seed), seed, watch, token);
                    }
                    finally
                    {
                        OneAtATime.Release();
                    }
                }
            },
            cancellation);

    private TrainedModel Train(
        FeatureMatrix matrix, string parameters, int seed, ITrainingWatch watch, CancellationToken cancellation)
    {
        var carved = options.WatchShare > 0 ? CarvedRows.Of(matrix.Rows, options.WatchShare, seed) : null;
        var isCarved = carved is { Watched.Length: > 0, Learned.Length: > 0 };
        using var learned = isCarved
            ? LightGbmDataset.Create(matrix, carved!.Learned, parameters)
            : LightGbmDataset.Create(matrix, parameters);
        cancellation.ThrowIfCancellationRequested();
        using var watched = isCarved ? LightGbmDataset.Create(matrix, carved!.Watched, parameters, learned) : null;
        using var booster = new LightGbmBooster(learned, watched, parameters);
        var (kept, loss) = Grow(booster, LightGbmParameters.Metric(matrix.Label.Task), watch, cancellation);
        var figures = new Dictionary<string, double>
        {
            ["iterations"] = kept,
            ["training_rows"] = learned.Rows,
            ["watched_rows"] = watched?.Rows ?? 0,
        };
        if (loss is { } known)
            figures[(isCarved ? "watched_" : "training_") + LightGbmParameters.Metric(matrix.Label.Task)] = known;
        return new TrainedModel(
            ModelKinds.LightGbm, booster.Write(kept), IsReproducible: true, figures,
            new Dictionary<string, string> { ["LightGBM"] = LightGbmLibrary.Version });
    }

    /// <returns>How many iterations to keep, and the loss with them.</returns>
    private (int Kept, double? Loss) Grow(
        LightGbmBooster booster, string metric, ITrainingWatch watch, CancellationToken cancellation)
    {
        var (best, lowest) = (0, double.PositiveInfinity);
        for (var iteration = 1; iteration <= options.Iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var grew = booster.Grow();
            var isLast = !grew || iteration == options.Iterations;
            if (options.EarlyStopping > 0 && booster.Loss() is { } now)
            {
                if (now < lowest)
                    (best, lowest) = (iteration, now);
                isLast |= iteration - best >= options.EarlyStopping;
                if (isLast || watch.IsDue)
                    watch.Report(new TrainingStep(iteration, options.Iterations, metric, now));
                if (isLast)
                    return (best, lowest);
                continue;
            }

            if (!isLast && !watch.IsDue)
                continue;
            var loss = isLast || watch.IsLossDue ? booster.Loss() : null;
            watch.Report(new TrainingStep(iteration, options.Iterations, metric, loss));
            if (isLast)
                return (iteration, loss);
        }

        throw new InvalidOperationException("There must be at least one iteration.");
    }
}
