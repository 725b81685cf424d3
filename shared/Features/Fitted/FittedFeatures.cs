using System.Text.Json;

using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Fitted;

/// <summary>
/// Features fitted on a training part: named steps whose parameters are data. The same object makes columns for
/// training and rows for serving, so the two can't differ. Safe for many threads at once.
/// </summary>
public sealed class FittedFeatures
{
    /// <summary>The schema name that artifact references to a manifest carry.</summary>
    public const string Schema = "features/1";

    /// <summary>The media type of a stored manifest.</summary>
    public const string MediaType = "application/json";

    /// <summary>Rows of a request that features are made of at once.</summary>
    public const int MostRowsAtOnce = RowBatch.Most;

    private readonly Manifest _manifest;
    private readonly Feature[] _features;
    private readonly IReadOnlyList<WordSource> _sources;
    private readonly RowReader _reader;

    internal FittedFeatures(Manifest manifest)
    {
        _manifest = manifest;
        var assembly = new FeatureAssembly(manifest.Inputs);
        _features = [.. manifest.Features.Select(assembly.Add)];
        _sources = assembly.Sources;
        _reader = new RowReader(manifest);
        Outputs = [.. manifest.Features.Select(f => new MatrixColumn(f.Name, f.Kind, f.Cardinality, default))];
        Target = new MatrixLabel(manifest.Target.Name, manifest.Target.Task, manifest.Target.Classes, default)
        {
            Offset = manifest.Target.Offset,
            Scale = manifest.Target.Scale ?? 1,
        };
    }

    /// <summary>The raw columns that a row must bring, in the order that <see cref="ReadRow"/> uses.</summary>
    public IReadOnlyList<InputColumn> Inputs => _manifest.Inputs;

    /// <summary>The source that training read; null where it was none with rows of its own.</summary>
    public RowSource? Source => _manifest.Source;

    /// <summary>The features that come out, without values: name, kind, cardinality.</summary>
    public IReadOnlyList<MatrixColumn> Outputs { get; }

    /// <summary>The target: name, task and classes, without values.</summary>
    public MatrixLabel Target { get; }

    /// <summary>What the plain guess says, from the training part: the share of each class, or the mean.</summary>
    public IReadOnlyList<double> Prior => _manifest.Target.Prior;

    internal Manifest Manifest => _manifest;

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">It is no manifest, or contradicts itself.</exception>
    public static FittedFeatures Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(json, ManifestJson.Readable.Manifest);
            return manifest?.Schema == Schema
                ? new FittedFeatures(manifest)
                : throw new InvalidDataException($"The manifest has the schema '{manifest?.Schema}', not {Schema}.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            throw new InvalidDataException("The manifest of the features can't be read.", unreadable);
        }
    }

    /// <summary>Writes the manifest: equal features give equal bytes.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(_manifest, ManifestJson.Readable.Manifest);

    /// <summary>Reads one row of a request, texts as the source was read; says every problem by column. The row is good
    /// where there are none but warnings.</summary>
    public IReadOnlyList<RowProblem> ReadRow(JsonElement row, Span<Cell> cells) => _reader.Read(row, cells);

    /// <summary>A time of an input as a request may bring it; null where the form of the source leaves no certain
    /// way.</summary>
    public static string? WriteTime(InputColumn input, double microseconds)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new TextCell(input).Write(microseconds);
    }

    /// <summary>Makes the features of one row: the very values that the same row has by columns.</summary>
    /// <param name="cells">One for each of <see cref="Inputs"/>.</param>
    /// <param name="features">Room for one value for each of <see cref="Outputs"/>.</param>
    public void Apply(ReadOnlySpan<Cell> cells, Span<float> features)
    {
        if (_sources.Count > 0) cells = AddSources(cells);
        var row = new RowBatch(cells, count: 1);
        for (var f = 0; f < _features.Length; f++)
            _features[f].Make(row, features.Slice(f, 1));
    }

    /// <summary>Makes the features of a few rows of a request by columns: the very values that each of them has
    /// alone.</summary>
    /// <param name="cells">One for each of <see cref="Inputs"/>, row by row.</param>
    /// <param name="rows">How many rows, at most <see cref="MostRowsAtOnce"/>.</param>
    /// <param name="features">Room for one value for each of <see cref="Outputs"/> of each row; columns follow each
    /// other.</param>
    public FeatureMatrix Apply(ReadOnlySpan<Cell> cells, int rows, Memory<float> features)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MostRowsAtOnce);
        if (_sources.Count > 0)
        {
            var width = Inputs.Count;
            var all = new Cell[rows * (width + _sources.Count)];
            for (var row = 0; row < rows; row++)
                AddSources(cells.Slice(row * width, width), all.AsSpan(row * (width + _sources.Count)));
            cells = all;
        }

        var batch = new RowBatch(cells, rows);
        var columns = new MatrixColumn[_features.Length];
        for (var f = 0; f < columns.Length; f++)
        {
            var values = features.Slice(f * rows, rows);
            _features[f].Make(batch, values.Span);
            columns[f] = Outputs[f] with { Values = values };
        }

        // What is to be predicted is not known, and a matrix has as many labels as rows.
        return new FeatureMatrix(columns, Target with { Values = new float[rows] });
    }

    /// <summary>
    /// Makes the features and labels of a table that has the inputs and what the target is made from.
    /// </summary>
    /// <exception cref="InvalidDataException">A column is not there or of another type; a row has no target, or one
    /// that training never saw.</exception>
    public FeatureMatrix Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var values = TargetValues.Of(_manifest.Target, table);
        var labels = TargetValues.Label(values, Target);
        return new FeatureMatrix(
            MakeColumns(table),
            Target with { Values = labels, Truth = TargetValues.Truth(values, Target.Task) });
    }

    private MatrixColumn[] MakeColumns(Table table)
    {
        var columns = Inputs.Select(input => Find(table, input)).ToArray();
        columns = [.. columns, .. _sources.Select(s => s.Make(columns))];
        var features = Array.ConvertAll(_features, f => f.For(columns));
        var memory = MatrixBlock.Allocate(table.Rows, features.Length);
        RowRanges.ForEach(table.Rows, (start, count) =>
        {
            for (var row = start; row < start + count; row += RowBatch.Most)
            {
                var batch = new RowBatch(columns, row, Math.Min(RowBatch.Most, start + count - row));
                for (var f = 0; f < features.Length; f++)
                    features[f].Make(batch, memory[f].Span.Slice(row, batch.Count));
            }
        });
        return [.. Outputs.Select((output, f) => output with { Values = memory[f] })];
    }

    private Cell[] AddSources(ReadOnlySpan<Cell> cells)
    {
        var all = new Cell[Inputs.Count + _sources.Count];
        AddSources(cells, all);
        return all;
    }

    private void AddSources(ReadOnlySpan<Cell> cells, Span<Cell> all)
    {
        cells[..Inputs.Count].CopyTo(all);
        for (var s = 0; s < _sources.Count; s++)
            all[Inputs.Count + s] = _sources[s].Make(cells, Inputs);
    }

    private static TableColumn Find(Table table, InputColumn input)
    {
        var column = table.Find(input.Name)
            ?? throw new InvalidDataException($"The data has no column '{input.Name}', which features are made from.");
        return column is WordColumn == input.Type is ColumnType.Category or ColumnType.Text
            ? column
            : throw new InvalidDataException(
                $"Column '{input.Name}' is {column.Type} and was {input.Type} in training.");
    }
}
