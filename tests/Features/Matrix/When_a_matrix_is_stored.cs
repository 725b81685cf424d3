using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using CsCheck;
using Trainyard.Features.Matrix;
using Trainyard.Metrics;

namespace Trainyard.Features.Tests.Matrix;

public sealed class When_a_matrix_is_stored : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static readonly Gen<FeatureMatrix> Matrices =
        from rows in Gen.Int[0, 50]
        from columns in Gen.Int[1, 6]
        from values in Gen.Float.Array[rows].Array[columns]
        from labels in Gen.Float[0, 2].Array[rows]
        from kinds in Gen.Bool.Array[columns]
        select new FeatureMatrix(
            [.. values.Select((v, c) => new MatrixColumn(
                $"größe {c}", kinds[c] ? MatrixColumnKind.Category : MatrixColumnKind.Numeric, kinds[c] ? 7 : 0, v))],
            new MatrixLabel("label", LearningTask.Multiclass, ["a", "b, \"c\"", "d"], labels));

    [Fact]
    public void Should_come_back_bit_for_bit() => Matrices.Sample(matrix =>
    {
        matrix.Write(_path);
        using var read = FeatureMatrix.Read(_path);
        Assert.Equal(matrix.Rows, read.Rows);
        Assert.Equal(matrix.Label.Name, read.Label.Name);
        Assert.Equal(matrix.Label.Task, read.Label.Task);
        Assert.Equal(matrix.Label.Classes, read.Label.Classes);
        AssertSame(matrix.Label.Values, read.Label.Values);
        Assert.Equal(
            matrix.Columns.Select(c => (c.Name, c.Kind, c.Cardinality)),
            read.Columns.Select(c => (c.Name, c.Kind, c.Cardinality)));
        foreach (var (written, found) in matrix.Columns.Zip(read.Columns))
            AssertSame(written.Values, found.Values);
    }, threads: 1, iter: 200);

    [Fact]
    public void Should_be_the_same_bytes_each_time() => Matrices.Sample(matrix =>
    {
        matrix.Write(_path);
        var first = File.ReadAllBytes(_path);
        matrix.Write(_path);
        return first.AsSpan().SequenceEqual(File.ReadAllBytes(_path));
    }, threads: 1, iter: 50);

    [Theory]
    [InlineData("")]
    [InlineData("date,delay\n2001-01-01,3\n")]
    [InlineData("ARROW1\0\0")]
    public void Should_refuse_a_file_that_holds_something_else(string content)
    {
        File.WriteAllText(_path, content);

        var refusal = Assert.Throws<InvalidDataException>(() => FeatureMatrix.Read(_path));

        Assert.Contains(Path.GetFileName(_path), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_refuse_a_file_that_does_not_say_what_its_target_was_divided_by()
    {
        using (var file = File.Create(_path))
        {
            var schema = new Schema(
                [
                    new Field("x", FloatType.Default, false, [new("kind", "Numeric"), new("cardinality", "0")]),
                    new Field("y", FloatType.Default, false, [new("role", "label")]),
                ],
                [new("schema", FeatureMatrix.Schema), new("rows", "2"), new("task", "Regression"),
                    new("classes", "[]")]);
            using var writer = new ArrowFileWriter(file, schema);
            FloatArray Column(float a, float b) => new FloatArray.Builder().Append(a).Append(b).Build();
            using var batch = new RecordBatch(schema, [Column(1, 2), Column(30, 40)], 2);
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        var refused = Assert.Throws<InvalidDataException>(() => FeatureMatrix.Read(_path));

        Assert.Contains("does not say its 'offset'", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);

    private static void AssertSame(ReadOnlyMemory<float> expected, ReadOnlyMemory<float> actual) => Assert.Equal(
        expected.ToArray().Select(BitConverter.SingleToInt32Bits),
        actual.ToArray().Select(BitConverter.SingleToInt32Bits));
}
