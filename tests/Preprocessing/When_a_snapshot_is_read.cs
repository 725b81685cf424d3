using Trainyard.Features.Tables;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Preprocessing.Tests;

public sealed class When_a_snapshot_is_read : IDisposable
{
    private readonly Snapshots _snapshots = new();

    [Theory]
    [InlineData("TINYINT", "-128|127|", ColumnType.Integer)]
    [InlineData("SMALLINT", "-32768|32767|0|", ColumnType.Integer)]
    [InlineData("INTEGER", "-2147483648|2147483647|", ColumnType.Integer)]
    [InlineData("BIGINT", "-9007199254740992|9007199254740992||7", ColumnType.Integer)]
    [InlineData("BIGINT", "-32767|32767|", ColumnType.Integer)]
    [InlineData("BIGINT", "-32768|32767|", ColumnType.Integer)]
    [InlineData("UINTEGER", "0|4294967295|", ColumnType.Integer)]
    [InlineData("UBIGINT", "0|9007199254740992|", ColumnType.Integer)]
    [InlineData("DOUBLE", "-1.5||1E+300", ColumnType.Number)]
    [InlineData("FLOAT", "0.5||-2", ColumnType.Number)]
    [InlineData("DECIMAL(18,3)", "-12.345||0.001", ColumnType.Number)]
    [InlineData("BOOLEAN", "true|false|", ColumnType.Boolean)]
    [InlineData("VARCHAR", "a||ß日本|a|", ColumnType.Category)]
    [InlineData("DATE", "1969-12-31||2001-05-31", ColumnType.Date)]
    [InlineData("TIMESTAMP", "1969-12-31T23:59:59.999999||2001-05-31T13:30:00", ColumnType.Timestamp)]
    [InlineData("TIMESTAMP_MS", "1969-12-31T23:59:59.999||2001-05-31T13:30:00", ColumnType.Timestamp)]
    [InlineData("TIMESTAMP_NS", "1969-12-31T23:59:59.999999||2001-05-31T13:30:00", ColumnType.Timestamp)]
    public void Should_have_its_values_in_our_types(string sql, string values, ColumnType type)
    {
        var rows = values.Split('|').Select(v => v.Length == 0 ? $"(NULL::{sql})" : $"('{v}'::{sql})");

        var table = Table.ReadParquet(_snapshots.Of($"SELECT v FROM (VALUES {string.Join(", ", rows)}) AS t(v)"));

        Assert.Equal(type, table.Columns[0].Type);
        Assert.Equal(
            values, string.Join('|', Enumerable.Range(0, table.Rows).Select(r => table.Columns[0][r].ToText(type))));
    }

    [Fact]
    public void Should_keep_the_order_of_rows_over_many_row_groups()
    {
        var table = Table.ReadParquet(_snapshots.Of(
            "SELECT i, 'w' || (i * 7919 % 1000) AS word FROM range(400000) AS t(i)"));

        for (var row = 0; row < table.Rows; row++)
        {
            if (table.Columns[0][row].Number != row || table.Columns[1][row].Word != $"w{(long)row * 7919 % 1000}")
                Assert.Fail($"Row {row} holds {table.Columns[0][row].Number} and {table.Columns[1][row].Word}.");
        }
    }

    [Fact]
    public void Should_take_more_words_than_fit_16_bits()
    {
        var table = Table.ReadParquet(
            _snapshots.Of("SELECT 'w' || (i * 7 % 100000) AS word FROM range(300000) AS t(i)"));

        Assert.Equal(100_000, ((WordColumn)table.Columns[0]).Words.Count);
        Assert.Equal("w99993", table.Columns[0][99_999].Word);
    }

    [Fact]
    public void Should_read_what_is_asked_for_only_and_leave_out_what_has_no_type()
    {
        var path = _snapshots.Of("SELECT 1 AS a, [1] AS list, {'x': 1, 'y': 2} AS nested, 'b' AS b, 2 AS c");

        Assert.Equal(["a", "b", "c"], Table.ReadParquet(path).Columns.Select(c => c.Name));
        Assert.Equal(["a", "c"], Table.ReadParquet(path, ["c", "a"]).Columns.Select(c => c.Name));
        Assert.Equal(2, Table.ReadParquet(path, ["c"]).Columns[0][0].Number);
        Assert.Equal(
            "The data has no column 'd'.",
            Assert.Throws<InvalidDataException>(() => Table.ReadParquet(path, ["d"])).Message);
    }

    [Fact]
    public void Should_refuse_a_file_that_is_no_parquet()
    {
        var path = Path.Combine(_snapshots.Folder, "data.parquet");
        File.WriteAllText(path, "date,delay\n");

        Assert.Equal(
            "'data.parquet' can't be read as Parquet.",
            Assert.Throws<InvalidDataException>(() => Table.ReadParquet(path)).Message);
    }

    public void Dispose() => _snapshots.Dispose();
}
