namespace Trainyard.Features.Fitting;

/// <summary>What a float32 would merge of a column, and the shift that keeps it apart.</summary>
/// <param name="Shift">What to take from each value; null where nothing is won by it.</param>
/// <param name="Distinct">Different values that were looked at.</param>
/// <param name="Merged">Those of them that are still one with another afterwards.</param>
internal sealed record MergedValues(double? Shift, int Distinct, int Merged)
{
    // Up to here a float32 holds every whole number.
    private const double Exact = 1 << 24;

    // Of numbers with a fraction a few look alike by chance: a part of the rows says enough, and a hundredth is let be.
    private const int Looked = 8192;
    private const int Let = 100;

    private static readonly MergedValues None = new(null, 0, 0);

    public static MergedValues Of(NumberColumn column, IReadOnlyList<NumberStep> steps)
    {
        if (column.Type is not (Pipelines.Definition.ColumnType.Integer or Pipelines.Definition.ColumnType.Number))
            return None;
        var isWhole = column.Type == Pipelines.Definition.ColumnType.Integer;
        if (isWhole && Statistics.Of(column, steps) is var range && range.Max <= Exact && range.Min >= -Exact)
            return None;
        var values = Sorted(column, steps, isWhole ? column.Rows : Looked);
        var (distinct, plain) = Count(values, 0);
        var let = isWhole ? 0 : distinct / Let;
        if (distinct - plain <= let) return None;
        var middle = values[values.Length / 2];
        var (_, shifted) = Count(values, middle);
        var isBetter = shifted > plain;
        var merged = distinct - Math.Max(plain, shifted);
        return new MergedValues(isBetter ? middle : null, distinct, merged > let ? merged : 0);
    }

    private static double[] Sorted(NumberColumn column, IReadOnlyList<NumberStep> steps, int most)
    {
        var rows = Math.Min(most, column.Rows);
        var values = new double[rows];
        if (rows == column.Rows)
            column.Read(0, values);
        else
            for (var i = 0; i < rows; i++)
                column.Read((int)((long)i * column.Rows / rows), values.AsSpan(i, 1));
        foreach (var step in steps)
            step.Apply(values);
        values = Array.FindAll(values, double.IsFinite);
        Array.Sort(values);
        return values;
    }

    private static (int Distinct, int Apart) Count(double[] sorted, double shift)
    {
        var (distinct, apart) = (0, 0);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] == sorted[i - 1]) continue;
            distinct++;
            if (i == 0 || (float)(sorted[i] - shift) != (float)(sorted[i - 1] - shift)) apart++;
        }
        return (distinct, apart);
    }
}
