using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Values;

/// <content>What is said of how numbers are written.</content>
internal sealed partial class ColumnComplaints
{
    public void FoundNumbers(NumberReading numbers)
    {
        var (way, unit) = (numbers.Way, numbers.Way.Unit);
        var isOfSource = way with { Unit = null } == column.Rules.Numbers;
        var how = isOfSource ? "" : $" with '{way.Decimal}' before the fraction"
            + (way.Thousands is { } sign ? $" and '{sign}' between thousands" : "");
        var beside = unit is null ? "" : $" as they stand, without the sign {unit}";
        var line = Schema(column.Declared ?? ColumnType.Number, unit: unit, numbers: isOfSource ? null : way);
        findings.Warn(
            $"{Column}: its values are read as numbers{how}{beside}."
            + Lines($" Write {line} to say that it is so, or {KeepWords}."),
            column.Name, null, unit is null ? "numbers" : findings.Cell($"numbers with {unit}"), Allowed(line));
    }

    /// <summary>Says where what the source declares makes whole numbers of texts that could have a fraction.</summary>
    public void LoneGroups(NumberReading numbers)
    {
        var (source, type) = (column.Rules.Numbers, column.Declared ?? ColumnType.Number);
        if (column.LoneGroups is not { } first || numbers.Way with { Unit = null } != source
            || source.Thousands is not { } sign)
            return;
        var others = first.Count == 1 ? "" : $" {first.Count} values of the column are like that.";
        var fraction = Schema(ColumnType.Number, unit: numbers.Way.Unit, numbers: new(sign));
        var whole = Schema(type, unit: numbers.Way.Unit, numbers: source);
        findings.Warn(
            $"{Where(first.Row)}: {Value(first.Text)} is read with '{sign}' between thousands, as the source declares"
            + Lines($", which makes {first.Text.Replace(sign.ToString(), "", StringComparison.Ordinal)}")
            + $", and no value of the column shows that it is meant.{others}"
            + Lines($" Write {fraction} if '{sign}' stands before the fraction, or {whole} to say that it is so."),
            column.Name, first.Row, findings.Cell(first.Text), Allowed($"{fraction} or {whole}"));
    }

    /// <summary>Says which numbers are read as others than the text says.</summary>
    public void LosesDigits()
    {
        var names = Lines($" If the column holds names rather than amounts, write {KeepWords}.");
        if ((column.Beyond ?? column.Odd?.Beyond) is { } beyond)
            findings.Warn(
                $"{Where(beyond.Row)}: {Value(beyond.Text)} has more digits than a number holds, which are"
                + $" {LostDigits.Enough} at most, or 9007199254740992 where it is whole;"
                + $" {Such(beyond.Count)} rounded.{names}",
                column.Name, beyond.Row, findings.Cell(beyond.Text),
                $"at most {LostDigits.Enough} digits, whole numbers up to 9007199254740992");
        if (column.Vanishing is { } vanishing)
            findings.Warn(
                $"{Where(vanishing.Row)}: {Value(vanishing.Text)} is nearer to zero than a number can be;"
                + $" {Such(vanishing.Count)} read as 0.{names}",
                column.Name, vanishing.Row, findings.Cell(vanishing.Text), "0, or numbers from 5e-324 on");
    }

    /// <summary>Says which numbers are the same as one that means that the value is missing, and are taken as numbers
    /// since they are written otherwise.</summary>
    public void LikeNulls()
    {
        if (column.LikeNull is not { } first)
            return;
        var texts = Nameable(column.LikeNulls);
        var line = texts is null ? null : Mending.Nulls(column.Rules.NullValues, texts);
        findings.Warn(
            $"{Where(first.Row)}: {Value(first.Text)} is the same number as one of null_values, and written in another"
            + $" way; {Such(first.Count)} taken as {(first.Count == 1 ? "a number" : "numbers")}."
            + (line is null ? ""
                : Lines($" Write {line} into source if such values are missing, too.{Elsewhere(texts!)}")),
            column.Name, first.Row, findings.Cell(first.Text),
            line is null ? "numbers as null_values has them" : Allowed(line));
    }

    private static string Such(long count) => count == 1 ? "it is" : $"{count} such values are";
}
