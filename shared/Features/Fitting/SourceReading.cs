using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Values;

namespace Trainyard.Features.Fitting;

/// <summary>How the source of a snapshot was read.</summary>
/// <param name="Forms">How its columns are written; one that is absent needs no option.</param>
/// <param name="WholeNumbers">Columns that were read as whole numbers, whatever becomes of them.</param>
public sealed record SourceReading(
    IReadOnlyDictionary<string, ColumnForm> Forms, IReadOnlySet<string> WholeNumbers)
{
    /// <summary>Reads what a snapshot says of itself.</summary>
    /// <exception cref="InvalidDataException">The file is no snapshot.</exception>
    public static SourceReading Of(string snapshot) => new(
        SourceForms.Read(ParquetTable.ReadNote(snapshot, SourceForms.Key)),
        Table.ReadParquetColumns(snapshot).Where(column => column.Type is ColumnType.Integer)
            .Select(column => column.Name).ToHashSet(StringComparer.Ordinal));
}
