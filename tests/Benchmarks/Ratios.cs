namespace Trainyard.Benchmarks;

/// <summary>
/// Ratios of pairs, with their median and a 95 % interval of it that assumes nothing about their distribution.
/// </summary>
internal sealed class Ratios
{
    private readonly double[] _sorted;

    public Ratios(IEnumerable<double> ratios)
    {
        _sorted = [.. ratios.Order()];
        if (_sorted.Length == 0) throw new ArgumentException("There is no pair to take a ratio of.", nameof(ratios));
    }

    public double Median => (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;

    public double Low => _sorted[Rank];

    public double High => _sorted[^(Rank + 1)];

    /// <summary>The same pairs the other way round: rates for times, or theirs over ours.</summary>
    public Ratios Inverse() => new(_sorted.Select(r => 1 / r));

    // Order statistics (David and Nagaraja 2003, 7.1): the median lies between the k-th smallest and the k-th largest
    // ratio with probability 1 - 2 P(B < k), B binomial with n and 1/2. With fewer than 6 pairs it is their whole
    // range.
    private int Rank
    {
        get
        {
            var tail = 0.0;
            var probability = Math.Pow(0.5, _sorted.Length);
            for (var k = 0; k < _sorted.Length / 2; k++)
            {
                tail += probability;
                if (2 * tail > 0.05) return Math.Max(0, k - 1);
                probability *= (double)(_sorted.Length - k) / (k + 1);
            }
            return 0;
        }
    }
}
