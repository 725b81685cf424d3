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
}
