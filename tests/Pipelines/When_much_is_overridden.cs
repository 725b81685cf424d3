using System.Diagnostics;

namespace Trainyard.Pipelines.Tests;

public sealed class When_much_is_overridden
{
    private const string Yaml = """
        pipeline: a
        source: { csv: a.csv }
        target: { column: y, task: binary }
        train: lightgbm

        """;

    public static TheoryData<string> Kinds => [.. Many.Keys];

    private static readonly Dictionary<string, Func<int, KeyValuePair<string, string>>> Many = new()
    {
        ["a key of its own each"] = i => new($"schema.c{i}", "number"),
        ["a key in a mapping of its own each"] = i => new($"schema.c{i}.max", "5"),
        ["a key that is none each"] = i => new($"c{i}", "5"),
        ["an item that is not there each"] = i => new($"features[{i}].numeric", "[a]"),
        ["a list each"] = i => new($"schema.c{i}", "{ type: category, values: [a, b, c] }"),
        ["the same key, longer each time"] = i => new($"schema.{new string('c', i % 400)}", $"{i}"),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Should_answer_in_a_time_that_grows_with_their_number(string kind)
    {
        var overrides = Enumerable.Range(0, 20_000).Select(Many[kind]).DistinctBy(o => o.Key).ToDictionary();

        var before = Stopwatch.GetTimestamp();
        var result = PipelineFile.Read(Yaml, overrides);

        Assert.InRange(Stopwatch.GetElapsedTime(before), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.InRange(result.Problems.Sum(problem => problem.Message.Length), 0, 200 * 1100);
    }

    [Theory]
    [InlineData("[", 289_000)]
    [InlineData("{a: ", 70_000)]
    [InlineData("'", 289_000)]
    [InlineData(": ", 140_000)]
    [InlineData("a, ", 95_000)]
    [InlineData("&a ", 95_000)]
    public void Should_answer_for_a_long_one(string part, int times)
    {
        var before = Stopwatch.GetTimestamp();
        var value = "[" + string.Concat(Enumerable.Repeat(part, times));
        var result = PipelineFile.Read(Yaml, new Dictionary<string, string> { ["features"] = value });

        Assert.InRange(Stopwatch.GetElapsedTime(before), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.NotEmpty(result.Problems);
    }

    [Fact]
    public void Should_not_write_a_long_name_again_for_all_that_lies_below_it()
    {
        var columns = string.Join(", ", Enumerable.Range(0, 20_000).Select(i => $"c{i}: {{ x: 1 }}"));

        var result = PipelineFile.Read($"{Yaml}schema: {{ {new string('k', 500_000)}: {{ {columns} }} }}");

        Assert.All(result.Problems, problem => Assert.InRange(problem.Path.Length + problem.Message.Length, 1, 2000));
    }

    [Fact]
    public void Should_change_nothing_where_a_path_leads_nowhere()
    {
        var result = PipelineFile.Read(
            Yaml, new Dictionary<string, string> { ["train.seed"] = "7", ["train.x.y[0]"] = "1" });

        var problem = Assert.Single(result.Problems);
        Assert.StartsWith("There is nothing at y.", problem.Message, StringComparison.Ordinal);
    }
}
