using System.Diagnostics;
using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.Tests;

public sealed class When_a_table_has_thousands_of_columns : IDisposable
{
    private const int Columns = 1500;

    /// <summary>What grows with the square of their number has not ended by then; what does not takes seconds, on a
    /// busy machine a minute.</summary>
    private static readonly TimeSpan NotYetDone = TimeSpan.FromMinutes(10);

    private readonly Yard _yard = new();

    [Theory]
    [InlineData(SourceFormat.Csv)]
    [InlineData(SourceFormat.Parquet)]
    public async Task Should_name_broken_rules_in_a_time_that_grows_with_their_number(SourceFormat format)
    {
        Write(format, Columns);
        var schema = Enumerable.Range(0, Columns).Select(
            i => new ColumnDefinition { Name = $"c{i}", Type = ColumnType.Integer, Min = 5, Max = 7 });
        var definition = Yard.Define(format, "wide", [.. schema]);

        var before = Stopwatch.GetTimestamp();
        var rejected = Yard.As<DataRejected>(await _yard.FetchAndCheck(definition));

        Assert.InRange(Stopwatch.GetElapsedTime(before), TimeSpan.Zero, NotYetDone);
        Assert.Equal(200, rejected.Findings.Count);
        Assert.Equal(("c0", 1L, "1"),
            (rejected.Findings[0].Column, rejected.Findings[0].Row, rejected.Findings[0].Observed));
        Assert.Contains($"There are {Columns - 199} more findings.", rejected.Findings[^1].Message,
            StringComparison.Ordinal);
        Assert.Equal(Columns - 199, rejected.Findings[^1].StandsFor);
    }

    [Fact]
    public async Task Should_name_unexpected_columns_in_a_time_that_grows_with_their_number()
    {
        Write(SourceFormat.Csv, 1000);
        var schema = Enumerable.Range(0, 1500).Select(
            i => new ColumnDefinition { Name = $"k{i}", Type = ColumnType.Integer });
        var definition = Yard.Define(SourceFormat.Csv, "wide", [.. schema]) with
        {
            UnexpectedColumns = UnexpectedColumns.Reject,
        };

        var before = Stopwatch.GetTimestamp();
        var rejected = Yard.As<DataRejected>(await _yard.FetchAndCheck(definition));

        Assert.InRange(Stopwatch.GetElapsedTime(before), TimeSpan.Zero, NotYetDone);
        Assert.Equal(200, rejected.Findings.Count);
    }

    public void Dispose() => _yard.Dispose();

    private void Write(SourceFormat format, int columns)
    {
        var names = Enumerable.Range(0, columns).ToList();
        if (format == SourceFormat.Csv)
        {
            var text = new StringBuilder(string.Join(',', names.Select(i => $"c{i}"))).Append('\n');
            for (var row = 1; row <= 3; row++)
                text.Append(string.Join(',', names.Select(_ => row))).Append('\n');
            _yard.Write("wide", Encoding.UTF8.GetBytes(text.ToString()));
            return;
        }

        var values = string.Join(", ", names.Select(i => $"r AS c{i}"));
        _ = Yard.Ask($"COPY (SELECT {values} FROM range(1, 4) t(r)) TO '{Path.Combine(_yard.Sources, "wide")}'"
            + " (FORMAT parquet)");
    }
}
