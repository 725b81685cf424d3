using Trainyard.Contracts;
using Trainyard.Ingestion.Tests.Malformed;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.Tests;

/// <summary>Columns of Parquet that the schema calls something else than the file does.</summary>
public sealed class When_parquet_has_types_of_its_own : IDisposable
{
    private readonly Yard _yard = new();

    [Theory]
    [InlineData("123456789012345678901.5::DECIMAL(38,1)", "category", "123456789012345678901.5")]
    [InlineData("-0.3::DECIMAL(3,1)", "category", "-0.3")]
    [InlineData("0.1::FLOAT", "category", "0.1")]
    [InlineData("0.1::DOUBLE", "category", "0.1")]
    [InlineData("'NaN'::FLOAT", "category", null)]
    [InlineData("1679997600::DOUBLE", "{ type: timestamp, format: epoch_seconds }", "2023-03-28 10:00:00")]
    [InlineData("1679997600.5::DOUBLE", "{ type: timestamp, format: epoch_seconds }", "2023-03-28 10:00:00.5")]
    [InlineData("1679997600000::DOUBLE", "{ type: timestamp, format: epoch_millis }", "2023-03-28 10:00:00")]
    [InlineData("1679997600::BIGINT", "{ type: timestamp, format: epoch_seconds }", "2023-03-28 10:00:00")]
    [InlineData("1679997600::DECIMAL(20,3)", "{ type: timestamp, format: epoch_seconds }", "2023-03-28 10:00:00")]
    [InlineData("20230328::DOUBLE", "{ type: date, format: yyyyMMdd }", "2023-03-28")]
    public async Task Should_read_them_as_the_schema_says(string value, string type, string? right)
    {
        var missing = value.EndsWith("DOUBLE", StringComparison.Ordinal) ? "'NaN'::DOUBLE" : "NULL";
        _yard.Write("t", Raw.Parquet($"SELECT unnest([{value}, {missing}]) AS v, 'x' AS w"));

        var fetched = Yard.As<DataFetched>(
            await _yard.Fetch(Define($"schema: {{ v: {type}, w: category }}", "")));

        Assert.Equal([right, null], (await _yard.Rows(fetched.Snapshot)).Select(row => row[0]));
        Assert.Equal(right is null ? 1 : 0, fetched.Warnings.Count);
    }

    [Theory]
    [InlineData("integer", "7", "7")]
    [InlineData("number", "7.5", "7.5")]
    [InlineData("category", "a ", "a ")]
    [InlineData("{ type: date, format: dd.MM.yyyy }", "28.03.2023", "2023-03-28")]
    [InlineData("date", "2023-03-28", "2023-03-28")]
    [InlineData(null, "a ", "a ")]
    public async Task Should_read_nothing_where_a_text_is_empty(string? type, string value, string right)
    {
        foreach (var options in (string[])[", trim: false", ", trim: false, null_values: [zz]"])
        {
            _yard.Write("t", Raw.Parquet($"SELECT unnest(['{value}', '', '{value}']) AS v, 'x' AS w"));

            var fetched = Yard.As<DataFetched>(await _yard.Fetch(
                Define(type is null ? "" : $"schema: {{ v: {type}, w: category }}", options)));

            Assert.Equal([right, null, right], (await _yard.Rows(fetched.Snapshot)).Select(row => row[0]));
        }
    }

    [Fact]
    public async Task Should_leave_out_a_column_without_a_name_beside_one_that_is_called_by_its_place()
    {
        _yard.Write("t", Raw.Parquet("SELECT 'a' AS w, 'b' AS \"column2\", 'c' AS \" \" FROM range(3)"));

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define("", "")));

        Assert.Equal(["w VARCHAR", "column2 VARCHAR"], await _yard.Columns(fetched.Snapshot));
        Assert.Contains("has no name", Assert.Single(fetched.Warnings).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _yard.Dispose();

    private static PipelineDefinition Define(string schema, string options)
    {
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ parquet: t{options} }}\n{schema}\n"
            + "target: { column: w, task: multiclass }\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(" ", read.Problems.Select(p => p.Message)));
        return read.Definition;
    }
}
