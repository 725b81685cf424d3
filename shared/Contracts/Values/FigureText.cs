using System.Globalization;

namespace Trainyard.Contracts;

/// <summary>Figures as people read them, the same wherever one is shown: with the digits that count, however small or
/// large the figure is, and the same in every culture.</summary>
public static class FigureText
{
    /// <summary>A figure with four significant digits or four decimals.</summary>
    public static string Of(double figure) => Math.Abs(figure) switch
    {
        0 => "0",
        < 1e-4 or >= 1e15 => figure.ToString("0.###e-0", CultureInfo.InvariantCulture),
        < 1e-2 => decimal.Parse(figure.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            .ToString(CultureInfo.InvariantCulture),
        < 1000 => figure.ToString("0.####", CultureInfo.InvariantCulture),
        _ => figure.ToString("#,0.0", CultureInfo.InvariantCulture),
    };

    /// <summary>A figure beside the threshold that it is held against: where both would look the same and are not, with
    /// as many digits as tell them apart.</summary>
    public static string Of(double figure, double threshold)
    {
        var text = Of(figure);
        return figure != threshold && (text == Of(threshold) || text == Threshold(threshold))
            ? Threshold(figure)
            : text;
    }

    /// <summary>A threshold as somebody wrote it: all of its digits.</summary>
    public static string Threshold(double threshold)
    {
        var text = threshold.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal)
            ? threshold.ToString("0.################e-0", CultureInfo.InvariantCulture)
            : text;
    }
}
