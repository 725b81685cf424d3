using System.Text;
using Trainyard.Contracts;
using Trainyard.Ingestion.Tests.Malformed;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.Tests;

/// <summary>What means that a value is missing means it in every format: as a text, and as the same number.</summary>
public sealed class When_numbers_mean_that_they_are_missing : IDisposable
{
    private const string Table = " AS x, 'w' AS w FROM range(60) t(i)";

    private readonly Yard _yard = new();

    [Theory]
    [InlineData("csv", "-999")]
    [InlineData("json_lines", "-999")]
    [InlineData("json_lines", "-999.0")]
    [InlineData("json_lines", "-9.99e2")]
    [InlineData("json_lines", "\"-999\"")]
    [InlineData("json_lines", "true", "true")]
    [InlineData("parquet", "-999")]
    [InlineData("parquet", "-999::DOUBLE")]
    [InlineData("parquet", "-999::FLOAT")]
    [InlineData("parquet", "-999::DECIMAL(9,2)")]
    [InlineData("parquet", "'inf'::DOUBLE", "inf")]
    public async Task Should_leave_them_out(string format, string missing, string text = "-999")
    {
        _yard.Write("t", File(format, missing, i => $"{i}"));

        var fetched = Yard.As<DataFetched>(await Fetch(format, $"\"{text}\""));

        Assert.Empty(fetched.Warnings);
        Assert.Equal(12, (await _yard.Rows(fetched.Snapshot)).Count(row => row[0] is null));
    }

    [Fact]
    public async Task Should_leave_out_days_of_a_type()
    {
        _yard.Write("t", Raw.Parquet(
            "SELECT if(i % 5 = 0, '1900-01-01'::DATE, '2021-01-01'::DATE + i::INTEGER)" + Table));

        var fetched = Yard.As<DataFetched>(await Fetch("parquet", "\"1900-01-01\""));

        Assert.Equal(12, (await _yard.Rows(fetched.Snapshot)).Count(row => row[0] is null));
    }

    /// <summary>As a text it is another one, and may be meant.</summary>
    [Theory]
    [InlineData("-999.0")]
    [InlineData("-9.99e2")]
    public async Task Should_say_of_texts_that_they_are_the_same_number(string written)
    {
        _yard.Write("t", File("csv", written, i => $"{i}"));

        var fetched = Yard.As<DataFetched>(await Fetch("csv", "\"-999\""));

        var said = Assert.Single(fetched.Warnings);
        Assert.Contains($"null_values: [\"-999\", \"{written}\"]", said.Message, StringComparison.Ordinal);
        Assert.Equal((1, written), (said.Row, said.Observed));
        Assert.Empty(Yard.As<DataFetched>(await Fetch("csv", $"\"-999\", \"{written}\"")).Warnings);
    }

    /// <summary>A number is no other one that reads alike.</summary>
    [Fact]
    public async Task Should_leave_other_numbers_in()
    {
        _yard.Write("t", File("json_lines", "9007199254740993", i => $"{i}"));

        var fetched = Yard.As<DataFetched>(await Fetch("json_lines", "\"9007199254740992\""));

        Assert.DoesNotContain(await _yard.Rows(fetched.Snapshot), row => row[0] is null);
    }

    public void Dispose() => _yard.Dispose();

    private static byte[] File(string format, string missing, Func<int, string> other)
    {
        var values = Enumerable.Range(0, 60).Select(i => i % 5 == 0 ? missing : other(i));
        return format switch
        {
            "csv" => Encoding.UTF8.GetBytes("x,w\n" + string.Concat(values.Select(value => $"{value},w\n"))),
            "json_lines" => Encoding.UTF8.GetBytes(
                string.Concat(values.Select(value => $"{{\"x\": {value}, \"w\": \"w\"}}\n"))),
            _ => Raw.Parquet($"SELECT if(i % 5 = 0, {missing}, i)" + Table),
        };
    }

    private async Task<IMessage> Fetch(string format, string nulls)
    {
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ {format}: t, null_values: [{nulls}] }}\n"
            + "target: { column: w, task: multiclass }\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(' ', read.Problems.Select(p => p.Message)));
        return await _yard.Fetch(read.Definition);
    }
}
