namespace Trainyard.Models;

/// <summary>Amounts as shares of their sum.</summary>
internal static class Shares
{
    /// <summary>Shares that add up to 1; null where there is nothing to share.</summary>
    public static double[]? Of(IReadOnlyList<double> amounts)
    {
        var sum = amounts.Sum();
        return sum > 0 && double.IsFinite(sum) ? [.. amounts.Select(amount => amount / sum)] : null;
    }
}
