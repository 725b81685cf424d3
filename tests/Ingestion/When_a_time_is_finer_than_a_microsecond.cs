using System.Globalization;
using System.Text;
using CsCheck;
using Trainyard.Contracts;
using Trainyard.Ingestion.Tests.Malformed;
using Trainyard.Pipelines;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

/// <summary>A timestamp has six digits of a second: what more there was made values different, and is said.</summary>
public sealed class When_a_time_is_finer_than_a_microsecond : IDisposable
{
    private readonly Yard _yard = new();

    [Theory]
    [InlineData("csv", "{1:yyyy-MM-ddTHH:mm:ss}.{0:D9}", "")]
    [InlineData("csv", "{1:yyyy-MM-dd HH:mm:ss}.{0:D7}", "")]
    [InlineData("csv", "{1:yyyy-MM-dd HH:mm:ss}.{0:D8}+02:00", "")]
    [InlineData("csv", "{1:dd/MM/yyyy HH:mm:ss}.{0:D9}", "")]
    [InlineData("csv", "{1:yyyy-MM-ddTHH:mm:ss}.{0:D9}", "timestamp")]
    [InlineData("csv", "{1:yyyy-MM-dd HH:mm:ss}.{0:D9}", "{ type: timestamp, format: \"yyyy-MM-dd HH:mm:ss.f\" }")]
    [InlineData("csv", "16000000{0:D2}.{0:D7}", "{ type: timestamp, format: epoch_seconds }")]
    [InlineData("json_lines", "{1:yyyy-MM-ddTHH:mm:ss}.{0:D9}Z", "")]
    [InlineData("parquet", "{1:yyyy-MM-ddTHH:mm:ss}.{0:D9}", "")]
    public async Task Should_say_that_it_is_cut(string format, string pattern, string schema)
    {
        const int rows = 30;
        var texts = Enumerable.Range(0, rows).Select(i => string.Format(
            CultureInfo.InvariantCulture, pattern, i, new DateTime(2023, 3, 28).AddSeconds(i % 7))).ToArray();

        var said = (await Read(format, texts, schema)).Warnings
            .Single(w => w.Message.Contains("digits of a second", StringComparison.Ordinal));

        Assert.Equal(2, said.Row);
        Assert.StartsWith(texts[1].Replace('T', ' ')[..12], said.Observed!.Replace('T', ' '), StringComparison.Ordinal);
        Assert.Matches(@"\b(?:2\d) such values are cut", said.Message);
        Assert.Contains("t: category", said.Message, StringComparison.Ordinal);
    }

    /// <summary>Zeros beyond the microsecond are nothing that is lost.</summary>
    [Fact]
    public async Task Should_say_so_only_where_something_is_lost() =>
        await Gen.Select(Gen.Int[0, 999_999_999], Gen.Int[1, 9], Gen.Bool).Array[1, 20].SampleAsync(
            async times =>
            {
                var texts = times.Select(time => (time.Item3 ? "2023-01-01T10:00:00." : "2023-01-01 10:00:00.")
                    + $"{time.Item1:D9}"[..time.Item2].PadRight(time.Item3 ? 9 : time.Item2, '0')).ToArray();
                var lost = texts.Count(text => text.Length > 26 && text[26..].Any(c => c != '0'));

                var said = (await Read("csv", texts, "timestamp")).Warnings
                    .Where(w => w.Message.Contains("digits of a second", StringComparison.Ordinal)).ToList();

                Assert.Equal(lost > 0, said.Count == 1);
                Assert.True(lost < 2 || said[0].Message.Contains($" {lost} such", StringComparison.Ordinal));
            },
            iter: Fuzz.Cases(within: 10), threads: 1);

    [Theory]
    [InlineData("(TIMESTAMP_NS '2023-01-01 00:00:00.000000000' + to_seconds(i))", 0)]
    [InlineData("make_timestamp_ns(1672531200000000000 + i)", 29)]
    [InlineData("make_timestamp_ns(-1672531200000000000 + i * 500)", 15)]
    [InlineData("if(i = 3, make_timestamp_ns(1672531200000000001), 'infinity'::TIMESTAMP_NS)", 1)]
    public async Task Should_say_so_of_parquets_own_nanoseconds(string value, int lost)
    {
        _yard.Write("t", Raw.Parquet($"SELECT {value} AS t, if(i % 2 = 0, 'a', 'b') AS y FROM range(30) r(i)"));

        var answer = await _yard.Fetch(Define("parquet", lost == 1 ? "category" : "timestamp"));

        var said = Yard.As<DataFetched>(answer).Warnings;
        Assert.Equal(lost > 1 ? 1 : 0, said.Count);
        Assert.True(lost < 2 || said[0].Message.Contains($"{lost} such values are cut", StringComparison.Ordinal));
    }

    public void Dispose() => _yard.Dispose();

    private async Task<DataFetched> Read(string format, string[] texts, string schema)
    {
        var rows = texts.Select((text, i) => (text, y: i % 2 == 0 ? "a" : "b"));
        _yard.Write("t", format switch
        {
            "csv" => Encoding.UTF8.GetBytes("t,y\n" + string.Concat(rows.Select(row => $"{row.text},{row.y}\n"))),
            "json_lines" => Encoding.UTF8.GetBytes(
                string.Concat(rows.Select(row => $"{{\"t\": \"{row.text}\", \"y\": \"{row.y}\"}}\n"))),
            _ => Raw.Parquet("SELECT CAST(t AS TIMESTAMP_NS) AS t, y FROM (VALUES "
                + string.Join(", ", rows.Select(row => $"('{row.text}', '{row.y}')")) + ") AS v(t, y)"),
        });
        return Yard.As<DataFetched>(await _yard.Fetch(Define(format, schema)));
    }

    private static Trainyard.Pipelines.Definition.PipelineDefinition Define(string format, string schema)
    {
        var lines = schema.Length == 0 ? "" : $"schema: {{ t: {schema}, y: category }}";
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ {format}: t }}\n{lines}"
            + "\ntarget: { column: \"y\", positive: a, task: binary }\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(' ', read.Problems.Select(p => p.Message)));
        return read.Definition;
    }
}
