using Trainyard.Features;
using Trainyard.Models.LightGbm;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>Rows to grow trees on.</summary>
/// <param name="Matrix">All of them.</param>
/// <param name="Parts">How they are parted; absent when all are learned from.</param>
/// <param name="Learned">Those to learn from.</param>
/// <param name="Validation">Those to validate on, if any.</param>
internal sealed record LightGbmRows(
    FeatureMatrix Matrix, ValidationRows? Parts, LightGbmDataset Learned, LightGbmDataset? Validation);

/// <summary>Trees that grow, from nothing or from a checkpoint on: either way the same trees.</summary>
internal sealed class LightGbmGrowth : IDisposable
{
    private readonly LightGbmRows _rows;
    private readonly string _parameters;
    private readonly LightGbmBooster _booster;
    private readonly int _unused; // iterations at the front of the booster that are no part of the model
    private GrownTrees? _written; // the trees that were taken out of the booster already, and those before them
    private int _taken;
    private int _grown;

    /// <summary>Begins with nothing.</summary>
    public LightGbmGrowth(LightGbmRows rows, string parameters)
        : this(rows, parameters, new LightGbmBooster(rows.Learned, rows.Validation, parameters), null, 0)
    {
    }

    private LightGbmGrowth(
        LightGbmRows rows, string parameters, LightGbmBooster booster, LightGbmCheckpoint? from, int unused)
    {
        (_rows, _parameters, _booster, _unused) = (rows, parameters, booster, unused);
        (From, _written) = (from, from?.Trees);
    }

    /// <summary>The checkpoint that this went on from.</summary>
    public LightGbmCheckpoint? From { get; }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It does not lead to what it was taken from.</exception>
    public static LightGbmGrowth GoOn(
        LightGbmRows rows, string parameters, double rowShare, double columnShare, LightGbmCheckpoint checkpoint,
        CancellationToken cancellation)
    {
        if ((checkpoint.Library, checkpoint.Parameters) != (LightGbmLibrary.Version, parameters))
            throw new InvalidDataException("It was taken with another LightGBM, or other parameters.");
        var trees = checkpoint.Trees;
        var sums = LightGbmSums.Of(trees.Write(), rows.Matrix);
        cancellation.ThrowIfCancellationRequested();
        rows.Learned.BeginWith(ByClass(sums, rows.Parts?.Learned, trees.PerIteration, rows.Matrix.Rows));
        rows.Validation?.BeginWith(ByClass(sums, rows.Parts?.Validation, trees.PerIteration, rows.Matrix.Rows));

        // Chance goes on where it was. Features: their generator can be told. Rows: theirs can't, each thousand rows
        // have one, so it is asked again and again for trees that can't grow.
        var draws = columnShare < 1
            ? $" feature_fraction_seed={DrawnFeatures.SeedAfter(
                trees.Parameter("feature_fraction_seed"), (long)trees.Iterations * trees.PerIteration,
                trees.UsedFeatures, columnShare)}"
            : "";
        var isDrawn = rowShare < 1;
        var booster = new LightGbmBooster(
            rows.Learned, rows.Validation, isDrawn ? NoGrowth.Parameters + parameters : parameters + draws);
        try
        {
            if (LightGbmCheckpoint.Digest(booster, rows.Validation is not null) != checkpoint.Predictions)
                throw new InvalidDataException("Its trees don't lead to the predictions that it was taken at.");
            for (var iteration = 0; isDrawn && iteration < trees.Iterations; iteration++)
            {
                cancellation.ThrowIfCancellationRequested();
                booster.Grow();
            }

            if (isDrawn)
                booster.Change(NoGrowth.Ended(trees.Parameter("min_data_in_leaf")) + draws);
            return new LightGbmGrowth(rows, parameters, booster, checkpoint, isDrawn ? 1 : 0);
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    /// <summary>Grows the trees of one iteration; false when no split helps any more.</summary>
    public bool Grow()
    {
        if (!_booster.Grow())
            return false;
        _grown++;
        return true;
    }

    /// <summary>See <see cref="LightGbmBooster.Loss"/>.</summary>
    public double? Loss() => _booster.Loss();

    /// <summary>The model as LightGBM's own text.</summary>
    /// <param name="iterations">How many iterations to keep.</param>
    public byte[] Write(int iterations) => From is null ? _booster.Write(iterations) : Trees().Write(iterations);

    /// <summary>Takes a checkpoint of what grew so far.</summary>
    public LightGbmCheckpoint Take(int best, double lowest) => new(
        LightGbmLibrary.Version, _parameters, best, double.IsFinite(lowest) ? lowest : null,
        LightGbmCheckpoint.Digest(_booster, _rows.Validation is not null))
    {
        Trees = Trees(),
    };

    public void Dispose() => _booster.Dispose();

    /// <summary>All trees; those since the last time are written out by the library.</summary>
    private GrownTrees Trees()
    {
        if (_grown > _taken)
        {
            var next = GrownTrees.Read(_booster.Write(_grown - _taken, _unused + _taken));
            _written?.Add(next);
            _written ??= next;
            _taken = _grown;
        }

        return _written!.Copy();
    }

    private static double[] ByClass(double[] sums, int[]? rows, int classes, int all)
    {
        var count = rows?.Length ?? all;
        var sorted = new double[count * classes];
        for (var row = 0; row < count; row++)
            for (var c = 0; c < classes; c++)
                sorted[c * count + row] = sums[(rows?[row] ?? row) * classes + c];
        return sorted;
    }

    /// <summary>Has an iteration draw its rows, and then find too few of them for a leaf.</summary>
    private static class NoGrowth
    {
        // Of a parameter that is given twice LightGBM takes the first value.
        public const string Parameters = "feature_pre_filter=false min_data_in_leaf=1000000000 ";

        public static string Ended(int rowsPerLeaf) => $"min_data_in_leaf={rowsPerLeaf}";
    }
}
