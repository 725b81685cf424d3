using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

using Trainyard.Metrics;

namespace Trainyard.Features.Matrix;

/// <summary>
/// A matrix as an Arrow IPC file: a float32 field for each feature, the label as the last field, what the types can't
/// say in the metadata. A missing value is NaN, so there are no validity bitmaps, and other tools read the file as it
/// is.
/// </summary>
internal static class MatrixFile
{
    // What fits a 32-bit length is written in one batch, so that each column can be used where it lies.
    private const long LargestBatch = int.MaxValue - 65536;

    public static void Write(FeatureMatrix matrix, string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        var schema = SchemaOf(matrix);
        using var writer = new ArrowFileWriter(file, schema, leaveOpen: true);
        writer.WriteStart();
        var rowBytes = sizeof(float) * (matrix.Columns.Count + 1L) + sizeof(double);
        var step = (int)Math.Clamp(LargestBatch / rowBytes, 1, Math.Max(1, matrix.Rows));
        var row = 0;
        do
        {
            var (from, count) = (row, Math.Min(step, matrix.Rows - row));
            var arrays = matrix.Columns.Select(c => c.Values).Append(matrix.Label.Values)
                .Select(IArrowArray (values) => Wrap(values.Slice(from, count)));
            if (!matrix.Label.Truth.IsEmpty)
                arrays = arrays.Append(
                    new DoubleArray.Builder().Append(matrix.Label.Truth.Span.Slice(from, count)).Build());
            using var batch = new RecordBatch(schema, arrays, count);
            writer.WriteRecordBatch(batch);
            row += count;
        }
        while (row < matrix.Rows);
        writer.WriteEnd();
    }

    public static FeatureMatrix Read(string path)
    {
        var bytes = new FileInfo(path).Length;
        if (bytes == 0)
            throw new InvalidDataException($"'{Name(path)}' is empty, and no Arrow file.");
        var mapped = bytes <= LargestBatch ? new MappedFile(path) : null;
        try
        {
            using var file = mapped is null ? File.OpenRead(path) : null;
            using var reader = mapped is null ? new ArrowFileReader(file) : OpenMapped(mapped, path);
            var schema = SchemaOf(reader, path);
            var rows = int.Parse(Sent(schema.Metadata, "rows", path), CultureInfo.InvariantCulture);
            var truth = schema.FieldsList[^1].DataType is DoubleType ? new double[rows] : [];
            var columns = mapped is null ? Copy(reader, rows, schema, truth) : View(reader, mapped, truth);
            if (columns.Any(c => c.Length != rows))
                throw new InvalidDataException(
                    $"The feature matrix '{Name(path)}' does not hold the {rows} rows that it says.");
            var label = schema.FieldsList[columns.Length - 1];
            return new FeatureMatrix(
                [.. columns[..^1].Select((values, c) => ColumnOf(schema.FieldsList[c], values, path))],
                new MatrixLabel(
                    label.Name,
                    Enum.Parse<LearningTask>(Sent(schema.Metadata, "task", path)),
                    JsonSerializer.Deserialize<string[]>(Sent(schema.Metadata, "classes", path)) ?? [],
                    columns[^1])
                {
                    Offset = double.Parse(Sent(label.Metadata, "offset", path), CultureInfo.InvariantCulture),
                    Scale = double.Parse(Sent(label.Metadata, "scale", path), CultureInfo.InvariantCulture),
                    Truth = truth,
                },
                mapped);
        }
        catch
        {
            (mapped as IDisposable)?.Dispose();
            throw;
        }
    }

    // A file is its magic word, padded to eight bytes, and then a stream; the reader of streams can do without copies.
    private static ArrowStreamReader OpenMapped(MappedFile mapped, string path) =>
        mapped.Memory.Span.StartsWith("ARROW1"u8)
            ? new ArrowStreamReader(mapped.Memory[8..])
            : throw new InvalidDataException($"'{Name(path)}' is no Arrow file.");

    private static ReadOnlyMemory<float>[] View(ArrowStreamReader reader, MappedFile mapped, double[] truth)
    {
        using var batch = reader.ReadNextRecordBatch();
        if (truth.Length > 0) ((DoubleArray)batch.Arrays.Last()).Values.CopyTo(truth);
        return [.. batch.Arrays.OfType<FloatArray>().Select(array => mapped.Floats(array.Values))];
    }

    private static ReadOnlyMemory<float>[] Copy(ArrowStreamReader reader, int rows, Schema schema, double[] truth)
    {
        var columns = MatrixBlock.Allocate(rows, schema.FieldsList.Count(field => field.DataType is FloatType));
        for (var row = 0; row < rows;)
        {
            using var batch = reader.ReadNextRecordBatch()
                ?? throw new InvalidDataException($"A feature matrix of {rows} rows ends after {row}.");
            for (var c = 0; c < columns.Length; c++)
                ((FloatArray)batch.Column(c)).Values.CopyTo(columns[c].Span[row..]);
            if (truth.Length > 0) ((DoubleArray)batch.Column(columns.Length)).Values.CopyTo(truth.AsSpan(row));
            row += batch.Length;
        }
        return [.. columns.Select(c => (ReadOnlyMemory<float>)c)];
    }

    private static Schema SchemaOf(ArrowStreamReader reader, string path)
    {
        try
        {
            if (reader.Schema is { HasMetadata: true } schema
                && Sent(schema.Metadata, "schema", path) == FeatureMatrix.Schema)
                return schema;
        }
        catch (Exception unreadable) when (unreadable is IOException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{Name(path)}' is no Arrow file.", unreadable);
        }
        throw new InvalidDataException($"'{Name(path)}' is an Arrow file, but no {FeatureMatrix.Schema}.");
    }

    private static MatrixColumn ColumnOf(Field field, ReadOnlyMemory<float> values, string path) => new(
        field.Name,
        Enum.Parse<MatrixColumnKind>(Sent(field.Metadata, "kind", path)),
        int.Parse(Sent(field.Metadata, "cardinality", path), CultureInfo.InvariantCulture),
        values);

    private static string Sent(IReadOnlyDictionary<string, string>? metadata, string key, string path) =>
        metadata is not null && metadata.TryGetValue(key, out var value)
            ? value
            : throw new InvalidDataException($"The feature matrix '{Name(path)}' does not say its '{key}'.");

    private static string Name(string path) => Path.GetFileName(path);

    private static Schema SchemaOf(FeatureMatrix matrix)
    {
        var fields = matrix.Columns.Select(column => FieldOf(column.Name,
            new("kind", column.Kind.ToString()),
            new("cardinality", column.Cardinality.ToString(CultureInfo.InvariantCulture))));
        var label = matrix.Label;
        fields = fields.Append(FieldOf(label.Name,
            new("role", "label"),
            new("offset", label.Offset.ToString("R", CultureInfo.InvariantCulture)),
            new("scale", label.Scale.ToString("R", CultureInfo.InvariantCulture))));
        if (!label.Truth.IsEmpty)
            fields = fields.Append(new Field(
                label.Name, DoubleType.Default, nullable: false,
                [new KeyValuePair<string, string>("role", "truth")]));
        return new Schema(
            fields,
            [
                new("schema", FeatureMatrix.Schema),
                new("rows", matrix.Rows.ToString(CultureInfo.InvariantCulture)),
                new("task", matrix.Label.Task.ToString()),
                new("classes", JsonSerializer.Serialize(matrix.Label.Classes)),
            ]);
    }

    private static Field FieldOf(string name, params KeyValuePair<string, string>[] metadata) =>
        new(name, FloatType.Default, nullable: false, metadata);

    private static FloatArray Wrap(ReadOnlyMemory<float> values) =>
        new(new ArrowBuffer(new FloatsAsBytes(values).Memory), ArrowBuffer.Empty, values.Length, 0, 0);

    /// <summary>Lets the writer take the bytes of a column from where they are.</summary>
    private sealed class FloatsAsBytes(ReadOnlyMemory<float> values) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(MemoryMarshal.AsMemory(values).Span);

        public override unsafe MemoryHandle Pin(int elementIndex = 0)
        {
            var handle = values.Pin();
            return new MemoryHandle((byte*)handle.Pointer + elementIndex, pinnable: new Held(handle));
        }

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }

        private sealed class Held(MemoryHandle handle) : IPinnable
        {
            public MemoryHandle Pin(int elementIndex) => throw new NotSupportedException();

            public void Unpin() => handle.Dispose();
        }
    }
}
