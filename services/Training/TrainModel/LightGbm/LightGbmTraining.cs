using Trainyard.Features.Matrix;
using Trainyard.Features.Tables;
using Trainyard.Models;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>
/// Trains with LightGBM's C API: one call an iteration, so that progress and cancellation need no callback.
/// </summary>
internal sealed class LightGbmTraining(LightGbmTrainer options) : ITrainer<LightGbmTrainer>
{
    // LightGBM's thread count is one for the process: two trainings at once would take each other's.
    internal static readonly SemaphoreSlim OneAtATime = new(1, 1);

    public string? Refusal(FeatureMatrix matrix) => null;

    public long Memory(FeatureMatrix matrix) => TrainingMemory.OfTrees(matrix);

    public Task<TrainedModel> Train(
        FeatureMatrix matrix, int seed, ITrainingObserver observer, CancellationToken cancellation) =>
        LongCall.Run(
            token =>
            {
                using (matrix)
                {
                    OneAtATime.Wait(token);
                    try
                    {
                        return Fit(matrix, seed, observer, token);
                    }
                    finally
                    {
                        LeftMemory.GiveBackNative();
                        OneAtATime.Release();
                    }
                }
            },
            cancellation);

    private TrainedModel Fit(
        FeatureMatrix matrix, int seed, ITrainingObserver observer, CancellationToken cancellation)
    {
        LeftMemory.GiveBack();
        var parameters = LightGbmParameters.Of(options, matrix, seed);
        var metric = LightGbmParameters.Metric(matrix.Label.Task);
        var parts = options.ValidationShare > 0 ? ValidationRows.Of(matrix.Rows, options.ValidationShare, seed) : null;
        if (parts is not { Validation.Length: > 0, Learned.Length: > 0 })
            parts = null;
        using var learned = parts is null
            ? LightGbmDataset.Create(matrix, parameters)
            : LightGbmDataset.Create(matrix, parts.Learned, parameters);
        cancellation.ThrowIfCancellationRequested();
        using var validation =
            parts is null ? null : LightGbmDataset.Create(matrix, parts.Validation, parameters, learned);
        using var growth = Begin(
            new LightGbmRows(matrix, parts, learned, validation), parameters, observer.Checkpoints, cancellation);
        if (growth.From is { } from)
            observer.Report(new TrainingStep(from.Trees.Iterations, options.Iterations, metric, null));
        var (kept, loss) = Grow(growth, metric, observer, cancellation);
        var figures = new Dictionary<string, double>
        {
            ["iterations"] = kept,
            ["training_rows"] = learned.Rows,
            ["validation_rows"] = validation?.Rows ?? 0,
        };
        if (loss is { } known)
            figures[(validation is null ? "training_" : "validation_") + metric] = known * matrix.Label.Scale;
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
                rows.Validation?.BeginWith([]);
            }
        }

        return new LightGbmGrowth(rows, parameters);
    }

    /// <returns>How many iterations to keep, and the loss with them.</returns>
    private (int Kept, double? Loss) Grow(
        LightGbmGrowth growth, string metric, ITrainingObserver observer, CancellationToken cancellation)
    {
        var done = growth.From?.Trees.Iterations ?? 0;
        var (best, lowest) = (growth.From?.Best ?? 0, growth.From?.Lowest ?? double.PositiveInfinity);
        for (var iteration = done + 1; iteration <= options.Iterations; iteration++)
        {
            if (iteration > done + 1 && observer.Checkpoints is { IsDue: true } checkpoints)
                checkpoints.Keep(growth.Take(best, lowest).Write);
            cancellation.ThrowIfCancellationRequested();
            var isLast = !growth.Grow() || iteration == options.Iterations;
            if (options.EarlyStopping > 0 && growth.Loss() is { } now)
            {
                if (now < lowest)
                    (best, lowest) = (iteration, now);
                isLast |= iteration - best >= options.EarlyStopping;
                if (isLast || observer.IsDue)
                    observer.Report(new TrainingStep(iteration, options.Iterations, metric, now));
                if (isLast)
                    return (best, lowest);
                continue;
            }

            if (!isLast && !observer.IsDue)
                continue;
            var loss = isLast || observer.IsLossDue ? growth.Loss() : null;
            observer.Report(new TrainingStep(iteration, options.Iterations, metric, loss));
            if (isLast)
                return (iteration, loss);
        }

        throw new InvalidOperationException("There must be at least one iteration.");
    }
}
