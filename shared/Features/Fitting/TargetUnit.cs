namespace Trainyard.Features.Fitting;

/// <summary>
/// What a regression learns instead of its target, where a float32 would merge values of it or trainers would take it
/// for a constant: the target less an offset, divided by a scale. Learned from the training part.
/// </summary>
/// <param name="Offset">The mean where all values lie far from zero; else 0.</param>
/// <param name="Scale">A power of 2, so that dividing by it loses nothing; 1 where trainers can take the target as it
/// is.</param>
internal readonly record struct TargetUnit(double Offset, double Scale)
{
    // A float32 has 24 bits: of values 16 deviations away from zero the offset would take more than 4 of them.
    private const double Far = 16;
    private const double Small = 1.0 / (1 << 14);
    private const double Large = 1L << 40;

    /// <param name="values">The target of the training part.</param>
    /// <param name="statistics">What they look like.</param>
    /// <param name="keepsZero">True where zero means nothing happened, which an offset would hide.</param>
    public static TargetUnit Of(TableColumn values, Statistics statistics, bool keepsZero)
    {
        var deviation = statistics.Deviation(values, []);
        if (!double.IsFinite(deviation) || !double.IsFinite(statistics.Mean)) return new TargetUnit(0, 1);
        var offset = !keepsZero && Math.Abs(statistics.Mean) > Far * deviation ? statistics.Mean : 0;
        var scale = deviation > 0 && deviation is < Small or > Large
            ? Math.ScaleB(1, Math.Clamp(Math.ILogB(deviation), -1000, 1000))
            : 1;
        return new TargetUnit(offset, scale);
    }
}
