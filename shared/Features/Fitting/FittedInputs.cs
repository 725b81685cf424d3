using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Quality;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Values;

namespace Trainyard.Features.Fitting;

/// <summary>What a row of a request must be read by, of each column that features are made from.</summary>
internal static class FittedInputs
{
    public static InputColumn Of(PipelineDefinition definition, TableColumn column, SourceReading? read)
    {
        var words = column as WordColumn;
        var file = definition.Source as FileSource;
        var said = definition.Schema.FirstOrDefault(c => c.Name == column.Name);
        InputRule[] rules = [.. definition.Quality.Select(rule => RuleOf(rule, column.Name)).OfType<InputRule>()];
        return new InputColumn(column.Name, column.Type)
        {
            Nullable = said?.Nullable ?? true,
            Form = read is null ? Declared(said, file)
                : read.Forms.GetValueOrDefault(column.Name) is { IsPlain: false } form ? form : null,
            // As the data is read: only Parquet tells an empty text from none, where blanks are to be kept.
            EmptyIsMissing = words is not null && file is { Trim: true } or CsvSource or JsonSource or JsonLinesSource,
            IsWhole = words is { Type: ColumnType.Category } && AreWhole(words),
            WasNumber = words is not null && read is not null && read.WholeNumbers.Contains(column.Name),
            Min = said?.Min,
            Max = said?.Max,
            Values = said?.Values is { Count: > 0 } values ? values : null,
            Rules = rules.Length > 0 ? rules : null,
        };
    }

    private static ColumnForm? Declared(ColumnDefinition? said, FileSource? file)
    {
        var way = (said?.Numbers ?? file?.Numbers) is { } numbers
            ? numbers with { Unit = NumberUnits.Knows(said?.Unit) ? said!.Unit : null }
            : NumberFormat.Plain;
        var form = new ColumnForm
        {
            Numbers = way == NumberFormat.Plain ? null : way,
            Times = said?.Format,
            HasZone = said?.Format is TimeFormat.EpochSeconds or TimeFormat.EpochMillis,
        };
        return form.IsPlain ? null : form;
    }

    private static InputRule? RuleOf(QualityRule rule, string column) => rule switch
    {
        RangeRule range when range.Column == column =>
            new() { Min = range.Min, Max = range.Max, Warns = range.Otherwise is Otherwise.Warn },
        ValuesRule values when values.Column == column =>
            new() { Values = values.Allowed, Warns = values.Otherwise is Otherwise.Warn },
        // The others are about all rows together.
        _ => null,
    };

    // Of the words that occur here: a column has those of the held-out part too.
    private static bool AreWhole(WordColumn column)
    {
        var counts = column.Count();
        return column.Words.Where((_, place) => counts[place] > 0).All(ColumnReader.IsWhole);
    }
}
