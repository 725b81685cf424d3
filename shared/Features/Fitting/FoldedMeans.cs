using System.Runtime.InteropServices;

namespace Trainyard.Features.Fitting;

/// <summary>
/// Means of the target for each word: of all training rows for the manifest, and out of fold for the training matrix,
/// so that no row is told its own target (as in scikit-learn's TargetEncoder, with folds drawn by row).
/// </summary>
internal sealed class FoldedMeans(int seed)
{
    /// <summary>Folds of the training part.</summary>
    private const int Folds = 5;

    /// <summary>The mean of all counts as much as so many rows of the word.</summary>
    private const double Shrinkage = 10;

    private readonly List<(string Feature, WordColumn Words, MeanOfTarget[] ByFold)> _fitted = [];

    public MeanOfTarget Fit(string feature, WordColumn words, float[] labels, int minCount)
    {
        var places = words.Words.Count + 1;
        var sums = new double[Folds, places];
        var counts = new long[Folds, places];
        Each(words, labels.Length, (row, code) =>
        {
            var fold = Fold(row);
            sums[fold, code + 1] += labels[row];
            counts[fold, code + 1]++;
        });
        _fitted.Add((feature, words, [.. Enumerable.Range(0, Folds).Select(fold => Without(fold))]));
        return Without(-1);

        MeanOfTarget Without(int left)
        {
            var (sum, count) = (new double[places], new long[places]);
            foreach (var fold in Enumerable.Range(0, Folds).Where(f => f != left))
            {
                for (var place = 0; place < places; place++)
                {
                    sum[place] += sums[fold, place];
                    count[place] += counts[fold, place];
                }
            }
            var mean = count.Sum() == 0 ? 0 : sum.Sum() / count.Sum();
            var means = new SortedDictionary<string, double>(StringComparer.Ordinal);
            for (var place = 1; place < places; place++)
            {
                if (count[place] >= Math.Max(1, minCount))
                    means[words.Words[place - 1]] = (sum[place] + (Shrinkage * mean)) / (count[place] + Shrinkage);
            }
            return new MeanOfTarget(mean, means);
        }
    }

    /// <summary>Puts the out-of-fold means into the training matrix.</summary>
    public void Overwrite(FeatureMatrix matrix)
    {
        foreach (var (feature, words, byFold) in _fitted)
        {
            var values = MemoryMarshal.AsMemory(matrix.Columns.First(c => c.Name == feature).Values);
            var byPlace = Array.ConvertAll(byFold, step => Array.ConvertAll(
                [null, .. words.Words], (string? word) => (float)step.Of(word)));
            Each(words, matrix.Rows, (row, code) => values.Span[row] = byPlace[Fold(row)][code + 1]);
        }
    }

    private int Fold(int row) => (int)(RowHash.Of(seed, row) % Folds);

    private static void Each(WordColumn words, int rows, Action<int, int> take)
    {
        Span<int> codes = stackalloc int[RowBatch.Most];
        for (var start = 0; start < rows; start += RowBatch.Most)
        {
            var batch = codes[..Math.Min(RowBatch.Most, rows - start)];
            words.ReadCodes(start, batch);
            for (var i = 0; i < batch.Length; i++)
                take(start + i, batch[i]);
        }
    }
}
