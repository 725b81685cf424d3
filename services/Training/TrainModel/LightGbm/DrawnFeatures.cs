namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>
/// Where LightGBM's chance is after so many trees drew their features (<c>ColSampler</c> and <c>Random</c> of its
/// source). Its generator is its seed: one that begins with what this gives goes on as the other would have.
/// </summary>
internal static class DrawnFeatures
{
    private const uint Factor = 214013;
    private const uint Summand = 2531011;

    /// <summary>The seed to go on with.</summary>
    /// <param name="seed">The seed at the beginning.</param>
    /// <param name="trees">Trees grown with it.</param>
    /// <param name="features">Features to draw from.</param>
    /// <param name="share">The share of them that is drawn.</param>
    public static int SeedAfter(int seed, long trees, int features, double share)
    {
        var state = (uint)seed;
        var (factor, summand) = (Factor, Summand);

        // x -> ax + b so many times, by doubling.
        for (var steps = trees * Steps(features, share); steps > 0; steps >>= 1)
        {
            if ((steps & 1) != 0)
                state = factor * state + summand;
            summand += factor * summand;
            factor *= factor;
        }

        return (int)state;
    }

    /// <summary>How many numbers one drawing takes.</summary>
    private static int Steps(int features, double share)
    {
        if (share >= 1 || features == 0)
            return 0;
        var drawn = Math.Max((int)(features * share + 0.5), 1);
        if (drawn >= features)
            return 0;
        return drawn > 1 && drawn > features / Math.Log2(drawn) ? features : drawn;
    }
}
