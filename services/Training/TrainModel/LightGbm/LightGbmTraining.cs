using Trainyard.Features;
using Trainyard.Models;
using Trainyard.Pipelines;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>
/// Trains with LightGBM's C API: one call an iteration, so that progress and cancellation need no callback.
/// </summary>
internal sealed class LightGbmTraining(LightGbmTrainer options) : ITrainer<LightGbmTrainer>
{
    // LightGBM's thread count is one for the process: two trainings at once would take each other's.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    public string? Refusal(FeatureMatrix matrix) => null;

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
                        return Fit(matrix, seed, watch, token);
                    }
                    finally
                    {
                        OneAtATime.Release();
                    }
                }
            },
            cancellation);

    private TrainedModel Fit(
        FeatureMatrix matrix, int seed, ITrainingWatch watch, CancellationToken cancellation)
    {
        var parameters = LightGbmParameters.Of(options, matrix, seed);
        var metric = LightGbmParameters.Metric(matrix.Label.Task);
        var carved = options.WatchShare > 0 ? CarvedRows.Of(matrix.Rows, options.WatchShare, seed) : null;
        if (carved is not { Watched.Length: > 0, Learned.Length: > 0 })
            carved = null;
        using var learned = carved is null
            ? LightGbmDataset.Create(matrix, parameters)
            : LightGbmDataset.Create(matrix, carved.Learned, parameters);
        cancellation.ThrowIfCancellationRequested();
        using var watched =
            carved is null ? null : LightGbmDataset.Create(matrix, carved.Watched, parameters, learned);
        using var growth = Begin(
            new LightGbmRows(matrix, carved, learned, watched), parameters, watch.Checkpoints, cancellation);
        if (growth.From is { } from)
            watch.Report(new TrainingStep(from.Trees.Iterations, options.Iterations, metric, null));
        var (kept, loss) = Grow(growth, metric, watch, cancellation);
        var figures = new Dictionary<string, double>
        {
            ["iterations"] = kept,
            ["training_rows"] = learned.Rows,
            ["watched_rows"] = watched?.Rows ?? 0,
        };
        if (loss is { } known)
            figures[(watched is null ? "training_" : "watched_") + metric] = known;
        return new TrainedModel(
            ModelKinds.LightGbm, growth.Write(kept), figures,
            new Dictionary<string, string> { ["LightGBM"] = LightGbmLibrary.Version });
    }

    private LightGbmGrowth Begin(
        LightGbmRows rows, string parameters, ICheckpoints? checkpoints, CancellationToken cancellation)
    {
        if (checkpoints?.Earlier is { } earlier)
        {
            try
            {
                var checkpoint = LightGbmCheckpoint.Read(earlier);
                var growth = LightGbmGrowth.GoOn(
                    rows, parameters, options.RowShare, options.ColumnShare, checkpoint, cancellation);
                checkpoints.GoOn(checkpoint.Trees.Iterations, options.Iterations);
                return growth;
            }
            catch (Exception problem) when (problem is InvalidDataException or LightGbmException)
            {
                checkpoints.BeginAnew(problem.Message);
                rows.Learned.BeginWith([]);
                rows.Watched?.BeginWith([]);
            }
        }

        return new LightGbmGrowth(rows, parameters);
    }

    /// <returns>How many iterations to keep, and the loss with them.</returns>
    private (int Kept, double? Loss) Grow(
        LightGbmGrowth growth, string metric, ITrainingWatch watch, CancellationToken cancellation)
    {
        var done = growth.From?.Trees.Iterations ?? 0;
        var (best, lowest) = (growth.From?.Best ?? 0, growth.From?.Lowest ?? double.PositiveInfinity);
        for (var iteration = done + 1; iteration <= options.Iterations; iteration++)
        {
            if (iteration > done + 1 && watch.Checkpoints is { IsDue: true } checkpoints)
                checkpoints.Keep(growth.Take(best, lowest).Write);
            cancellation.ThrowIfCancellationRequested();
            var isLast = !growth.Grow() || iteration == options.Iterations;
            if (options.EarlyStopping > 0 && growth.Loss() is { } now)
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
            var loss = isLast || watch.IsLossDue ? growth.Loss() : null;
            watch.Report(new TrainingStep(iteration, options.Iterations, metric, loss));
            if (isLast)
                return (iteration, loss);
        }

        throw new InvalidOperationException("There must be at least one iteration.");
    }
}
