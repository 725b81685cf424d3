using System.Globalization;
using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

/// <summary>JSON itself says what is a number and what is a text.</summary>
public sealed class When_json_mixes_texts_with_numbers : IDisposable
{
    private static readonly string[] Bare = ["1.234", "5.5", "12", "-0.25", "true"];
    private static readonly string[] Texts = ["\"1.234,5\"", "\"3,5\"", "\"7\"", "\"abc\"", "\"NA\"", "\"5.678\""];

    private readonly Yard _yard = new();

    [Fact]
    public async Task Should_say_something_of_every_such_column()
    {
        for (var seed = 0; seed < Fuzz.Cases(within: 60); seed++)
        {
            var chance = new Random(seed);
            var share = chance.Next(1, 10);
            var bare = Bare.OrderBy(_ => chance.Next()).Take(chance.Next(1, 3)).ToArray();
            var texts = Texts.OrderBy(_ => chance.Next()).Take(chance.Next(1, 3)).ToArray();
            var values = Enumerable.Range(0, 20)
                .Select(i => i % 10 < share ? bare[i % bare.Length] : texts[i % texts.Length]).ToArray();
            Write(values);

            var answer = await _yard.Fetch(Define("", chance.Next(2) == 0 ? "" : ", decimal: \",\", thousands: \".\""));

            var said = answer is DataRejected rejected ? rejected.Findings : ((DataFetched)answer).Warnings;
            Assert.True(said.Count > 0, $"seed {seed}: {string.Join(' ', values)}");
            Assert.DoesNotContain(
                said, found => found.Message.Contains("all values are texts", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(", decimal: \",\", thousands: \".\"", "1.234 \"1.234,5\" -5.5 \"12\" 1.5e3 0.125",
        "1.234 1234.5 -5.5 12 1500 0.125")]
    [InlineData("", "1.234 \"1.234,5\" -5.5", "1.234 1234.5 -5.5")]
    [InlineData(", thousands: \",\"", "1.234 \"1,234.5\" 2.000", "1.234 1234.5 2")]
    [InlineData(", decimal: \",\", thousands: \".\"", "1.234 5.678", "1.234 5.678")]
    public async Task Should_read_its_numbers_as_they_are(string source, string values, string right)
    {
        Write(values.Split(' '));

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define("schema: { v: number, w: category }", source)));

        var read = (await _yard.Rows(fetched.Snapshot)).Select(
            row => double.Parse(row[0]!, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
        Assert.Equal(right, string.Join(' ', read));
    }

    public void Dispose() => _yard.Dispose();

    private void Write(string[] values) => _yard.Write(
        "t", Encoding.UTF8.GetBytes(string.Concat(values.Select(v => $"{{\"v\": {v}, \"w\": \"x\"}}\n"))));

    private static PipelineDefinition Define(string schema, string source)
    {
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ json_lines: t{source} }}\n{schema}\n"
            + "target: { column: w, task: multiclass }\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(" ", read.Problems.Select(p => p.Message)));
        return read.Definition;
    }
}
