namespace Trainyard.Ingestion.CheckData;

/// <summary>Shares as percentages.</summary>
internal static class Percent
{
    /// <summary>Two shares, with as many digits as it takes to tell them apart.</summary>
    public static (string Observed, string Allowed) Apart(double observed, double allowed)
    {
        for (var digits = 2; digits < 12; digits += 2)
        {
            var (a, b) = (Text(observed, digits), Text(allowed, digits));
            if (a != b)
                return (a, b);
        }

        return (Text(observed, 12), Text(allowed, 12));
    }

    private static string Text(double share, int digits) =>
        (share * 100).ToString("0." + new string('#', digits)) + " %";
}
