using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

[Collection(nameof(MeasuredAlone))]
public sealed class When_a_table_has_thousands_of_columns : IDisposable
{
    private const int Columns = 1500;

    private readonly Yard _yard = new();

    [Theory]
    [InlineData(SourceFormat.Csv)]
    [InlineData(SourceFormat.Parquet)]
    public async Task Should_name_broken_rules_in_a_time_that_grows_with_their_number(SourceFormat format)
    {
        DataRejected rejected = null!;
        var growth = await Growth.Of(Columns, async columns =>
        {
            Write(format, columns);
            var schema = Enumerable.Range(0, columns).Select(
                i => new ColumnDefinition { Name = $"c{i}", Type = ColumnType.Integer, Min = 5, Max = 7 });
            var definition = Yard.Define(format, "wide", [.. schema]);
            rejected = Yard.As<DataRejected>(await _yard.FetchAndCheck(definition));
        });

        Assert.InRange(growth, 0, Growth.OfTheSquare);
        Assert.InRange(rejected.Findings.Count, 100, 200);
        var left = Columns - (rejected.Findings.Count - 1);
        Assert.Equal(("c0", 1L, "1"),
            (rejected.Findings[0].Column, rejected.Findings[0].Row, rejected.Findings[0].Observed));
        Assert.Contains($"There are {left} more findings.", rejected.Findings[^1].Message,
            StringComparison.Ordinal);
        Assert.Equal(left, rejected.Findings[^1].StandsFor);
    }

    [Fact]
    public async Task Should_name_unexpected_columns_in_a_time_that_grows_with_their_number()
    {
        DataRejected rejected = null!;
        var growth = await Growth.Of(Columns, async columns =>
        {
            Write(SourceFormat.Csv, columns);
            var schema = Enumerable.Range(0, columns).Select(
                i => new ColumnDefinition { Name = $"k{i}", Type = ColumnType.Integer });
            var definition = Yard.Define(SourceFormat.Csv, "wide", [.. schema]) with
            {
                UnexpectedColumns = UnexpectedColumns.Reject,
            };
            rejected = Yard.As<DataRejected>(await _yard.FetchAndCheck(definition));
        });

        Assert.InRange(growth, 0, Growth.OfTheSquare);
        Assert.InRange(rejected.Findings.Count, 50, 200);
    }

    [Fact]
    public async Task Should_offer_the_signs_of_a_column_and_not_those_of_all()
    {
        const int columns = 400;
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, columns).Select(i => $"c{i}"))).Append('\n');
        for (var row = 0; row < 60; row++)
            text.Append(string.Join(',', Enumerable.Range(0, columns)
                .Select(i => row < 40 ? "5" : $"1e{400 + (100 * i) + row}"))).Append('\n');
        _yard.Write("wide", Encoding.UTF8.GetBytes(text.ToString()));
        _yard.Settings = _yard.Settings with { MostFindings = 1000 };

        var rejected = Yard.As<DataRejected>(await _yard.Fetch(Yard.Define(SourceFormat.Csv, "wide") with
        {
            Target = new TargetDefinition { Name = "c0", Task = Metrics.LearningTask.Regression },
        }));

        Assert.Equal(columns, rejected.Findings.Sum(found => found.StandsFor ?? 1));
        Assert.InRange(rejected.Findings.Count, 20, columns);
        Assert.All(rejected.Findings.SkipLast(1).Index(), found =>
        {
            Assert.Contains($"\"1e{400 + (100 * found.Index) + 40}\"", found.Item.Message, StringComparison.Ordinal);
            Assert.InRange(found.Item.Message.Split("1e").Length, 2, 25);
        });
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
