namespace Trainyard.Features.Fitting;

/// <summary>
/// A missing value that training never saw means the same to every trainer: where no row of the training part lacks a
/// feature, a number that is missing later becomes the mean of the training part, and a word that is missing or unknown
/// the commonest one. Trainers left alone would take it for zero, for the lowest value or for the mean.
/// </summary>
internal static class UnseenMissing
{
    public static Manifest Settle(Manifest manifest, FeatureMatrix training) => manifest with
    {
        Features = [.. manifest.Features.Select((feature, f) => Settle(feature, training.Columns[f].Values))],
    };

    private static ManifestFeature Settle(ManifestFeature feature, ReadOnlyMemory<float> values)
    {
        if (feature.Steps.Any(step => step is Impute or IsWord or MeanOfTarget) || values.IsEmpty) return feature;
        var filler = feature.Kind == MatrixColumnKind.Category ? Commonest(feature, values) : Mean(values);
        return filler is { } value && double.IsFinite(value)
            ? feature with { Steps = [.. feature.Steps, new Impute(value)] }
            : feature;
    }

    // Range by range, so that the sum has the same bits on any number of cores. A missing value makes it none.
    private static double? Mean(ReadOnlyMemory<float> values)
    {
        var sums = RowRanges.Select(values.Length, (start, count) =>
        {
            var sum = 0.0;
            foreach (var value in values.Span.Slice(start, count))
                sum += value;
            return sum;
        });
        var mean = sums.Sum() / values.Length;
        return double.IsNaN(mean) ? null : mean;
    }

    private static double? Commonest(ManifestFeature feature, ReadOnlyMemory<float> values)
    {
        var counts = new int[feature.Cardinality];
        foreach (var code in values.Span)
        {
            if (float.IsNaN(code)) return null;
            counts[(int)code]++;
        }
        return Array.IndexOf(counts, counts.Max());
    }
}
