namespace Trainyard.Features.Rows;

/// <summary>
/// Chance that belongs to a row: drawn from a seed and the row's number, whatever is done in which order.
/// </summary>
public static class RowHash
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>
    /// 64 evenly spread bits: the output function of SplitMix64 (Steele, Lea and Flood 2014). Rows of one seed never
    /// collide, since each of its operations can be undone.
    /// </summary>
    public static ulong Of(int seed, long row) => Mix(Mix((ulong)seed * Step) + ((ulong)(row + 1) * Step));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
