using System.Globalization;

namespace Trainyard.Cli.Tests.Look;

/// <summary>What a run would be refused for after it read and checked everything is said before it begins.</summary>
public sealed class When_a_source_is_held_against_its_pipeline : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("looked-at-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("target: { column: yes_no, task: binary }\nfeatures: [ { numeric: [word] } ]", "under 'categories'")]
    [InlineData("target: { far: amount > 100000, task: binary }", "one class only")]
    [InlineData("target: { column: amount, task: multiclass }\nsplit: { by: random }", "more than 1000 classes")]
    [InlineData(
        "target: { column: yes_no, task: binary }\nsplit: { by: time, column: day, train_before: 2031-03-01 }",
        "leaves no row held out")]
    public async Task Should_say_what_preparing_it_will_refuse(string lines, string said)
    {
        var result = await Validate(lines);

        Assert.Equal(ExitCodes.Rejected, result.ExitCode);
        Assert.Contains(said, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_warn_of_what_preparing_it_will_warn_of()
    {
        var result = await Validate("target: { column: yes_no, task: binary }\nfeatures: [ { categories: [number] } ]");

        Assert.Equal(ExitCodes.Succeeded, result.ExitCode);
        Assert.Contains("warning  features: 'number' has", result.Output, StringComparison.Ordinal);
        Assert.Contains("all 3000 rows of its source fit", result.Output, StringComparison.Ordinal);
    }

    private async Task<Said> Validate(string lines)
    {
        var rows = Enumerable.Range(0, 3000).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{i},{"abc"[i % 3]},2021-{(i % 12) + 1:00}-03,{i * 0.25},{i % 2 == 0}"));
        await File.WriteAllLinesAsync(Path.Combine(_folder, "d.csv"), ["number,word,day,amount,yes_no", .. rows]);
        var file = Path.Combine(_folder, "pipeline.yaml");
        await File.WriteAllTextAsync(file, $"pipeline: t\nsource: {{ csv: d.csv }}\n{lines}\ntrain: lightgbm\n");
        return await Said.By("validate", file, "--data");
    }
}
