using System.Globalization;
using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.Tests;

/// <summary>Times of one column are all of some zone, or all of none: else nobody knows which comes first.</summary>
public sealed class When_times_have_a_zone : IDisposable
{
    private readonly Yard _yard = new();

    [Theory]
    [InlineData("dd.MM.yyyy HH:mm", " +02:00", "dd.MM.yyyy HH:mm[ z]")]
    [InlineData("dd.MM.yyyy HH:mm", " +02:00", null)]
    [InlineData("yyyyMMddTHHmmss", "+0200", null)]
    [InlineData("yyyyMMddTHHmm", "Z", null)]
    [InlineData("yyyyMMddTHHmmss", "+0200", "yyyyMMddTHHmmss[z]")]
    [InlineData("yyyy-MM-dd HH:mm:ss", "+02:00", null)]
    [InlineData("yyyy-MM-dd HH:mm:ss", "+02:00", "[ddd ]yyyy-MM-dd[ HH:mm[:ss][z]]")]
    public async Task Should_refuse_some_with_and_some_without(string form, string zone, string? declared)
    {
        for (var zoned = 0; zoned <= 20; zoned += 5)
        {
            var first = new DateTime(2023, 3, 28, 10, 0, 7);
            var texts = Enumerable.Range(0, 20).Select(i => first.AddDays(i).ToString(
                form.Replace("T", "'T'"), CultureInfo.InvariantCulture) + (i < zoned ? zone : ""));
            _yard.Write("t", Encoding.UTF8.GetBytes("v;w\n" + string.Concat(texts.Select(t => $"{t};x\n"))));
            var schema = declared is null ? "" : $"schema: {{ v: {{ type: timestamp, format: \"{declared}\" }},"
                + " w: category }";
            var read = PipelineFile.Read(
                $"pipeline: t\nsource: {{ csv: t, delimiter: \";\" }}\n{schema}\n"
                + "target: { column: w, task: multiclass }\ntrain: lightgbm\n");
            Assert.True(read.Definition is not null, string.Join(" ", read.Problems.Select(p => p.Message)));

            var answer = await _yard.Fetch(read.Definition);

            if (zoned is 0 or 20)
                _ = Yard.As<DataFetched>(answer);
            else
                Assert.Contains(
                    "zone", Assert.Single(Yard.As<DataRejected>(answer).Findings).Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _yard.Dispose();
}
