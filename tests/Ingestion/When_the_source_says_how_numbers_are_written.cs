using System.Globalization;
using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Values;

namespace Trainyard.Ingestion.Tests;

/// <summary>What the source declares decides: a number is read so, or something is said of it.</summary>
public sealed class When_the_source_says_how_numbers_are_written : IDisposable
{
    private static readonly string[] Values =
        ["1.234", "5.678", "1.000", "5.5", "12", "1,5", "1,234", "1.234.567", "1.234,5", "1,234.5", "0.5", "7.0"];

    private readonly Yard _yard = new();

    [Theory]
    [InlineData(',', '.')]
    [InlineData(',', null)]
    [InlineData(',', ' ')]
    [InlineData('.', ',')]
    [InlineData('.', '\'')]
    public async Task Should_read_them_so_or_say_it(char point, char? thousands)
    {
        var way = new NumberFormat(point, thousands);
        var silent = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var chance = new Random(seed);
            var kinds = Values.OrderBy(_ => chance.Next()).Take(chance.Next(1, 4)).ToArray();
            var texts = Enumerable.Range(0, 12).Select(i => kinds[i < kinds.Length ? i : chance.Next(kinds.Length)])
                .ToArray();
            _yard.Write("t", Encoding.UTF8.GetBytes("v;w\n" + string.Concat(texts.Select(t => $"{t};x\n"))));

            var answer = await _yard.Fetch(Define(way, seed % 2 == 0 ? "schema: { v: number, w: category }" : ""));

            if (answer is not DataFetched { Warnings.Count: 0 } fetched)
                continue;
            silent++;
            var read = (await _yard.Rows(fetched.Snapshot)).Select(row => row[0]!).ToArray();
            for (var i = 0; i < texts.Length; i++)
            {
                Assert.True(way.TryRead(Encoding.UTF8.GetBytes(texts[i]), out var meant), $"{seed}: {texts[i]}");
                Assert.Equal(meant, double.Parse(read[i], CultureInfo.InvariantCulture));
            }
        }

        Assert.True(silent > 0);
    }

    [Theory]
    [InlineData("1.234 5.678", "1234 5678")]
    [InlineData("1.000 2.000", "1000 2000")]
    [InlineData("1.234 1.234.567,5", "1234 1234567.5")]
    public async Task Should_read_a_point_between_thousands(string values, string right)
    {
        foreach (var schema in (string[])["", "schema: { v: { type: number, max: 2000000 }, w: category }"])
        {
            _yard.Write("t", Encoding.UTF8.GetBytes("v;w\n" + values.Replace(" ", ";x\n") + ";x\n"));

            var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define(new(',', '.'), schema)));

            var read = (await _yard.Rows(fetched.Snapshot)).Select(row =>
                double.Parse(row[0]!, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
            Assert.Equal(right, string.Join(' ', read));
        }
    }

    [Theory]
    [InlineData(',', '.', "1.234 5.5", "decimal: \".\"")]
    [InlineData(',', null, "1.234 5.678", "decimal: \",\", thousands: \".\"")]
    [InlineData('.', ',', "1,234 5,5", "decimal: \",\"")]
    public async Task Should_ask_where_they_are_not_so(char point, char? thousands, string values, string line)
    {
        foreach (var schema in (string[])["", "schema: { v: number, w: category }"])
        {
            _yard.Write("t", Encoding.UTF8.GetBytes("v;w\n" + values.Replace(" ", ";x\n") + ";x\n"));

            var rejected = Yard.As<DataRejected>(await _yard.Fetch(Define(new(point, thousands), schema)));

            Assert.Contains(line, Assert.Single(rejected.Findings).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_say_that_digits_are_lost()
    {
        foreach (var schema in (string[])["", "schema: { v: number, w: category }"])
        {
            _yard.Write("t", "v;w\n9.007.199.254.740.993;x\n1,5;x\n"u8.ToArray());

            var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define(new(',', '.'), schema)));

            Assert.Contains("rounded", Assert.Single(fetched.Warnings).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_name_the_line_where_whole_numbers_have_separators()
    {
        _yard.Write("t", "v;w\n1,234;x\n12;x\n"u8.ToArray());

        var rejected = Yard.As<DataRejected>(
            await _yard.Fetch(Define(new('.', ','), "schema: { v: integer, w: category }")));

        Assert.Contains(
            "schema: { v: number }", Assert.Single(rejected.Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fault")]
    [InlineData("w4")]
    [InlineData("- -")]
    public async Task Should_see_numbers_behind_many_words(string word)
    {
        _yard.Write("t", Encoding.UTF8.GetBytes("v;w\n" + string.Concat(Enumerable.Range(0, 50_001)
            .Select(i => i <= 10_000 ? word + ";x\n" : i % 2 == 0 ? "1,5;x\n" : "2,5;x\n"))));

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define(new('.'), "")));

        Assert.Contains("40000 of 50001", Assert.Single(fetched.Warnings).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _yard.Dispose();

    private static PipelineDefinition Define(NumberFormat way, string schema)
    {
        var thousands = way.Thousands is { } sign ? $", thousands: \"{sign}\"" : "";
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ csv: t, delimiter: \";\", decimal: \"{way.Decimal}\"{thousands} }}\n{schema}\n"
            + "target: { column: w, task: multiclass }\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(" ", read.Problems.Select(p => p.Message)));
        return read.Definition;
    }
}
