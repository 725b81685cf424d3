using Trainyard.Support;

namespace Trainyard.Pipelines.Tests;

[Collection(nameof(MeasuredAlone))]
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
    public async Task Should_answer_in_a_time_that_grows_with_their_number(string kind)
    {
        var growth = await Growth.Of(20_000, count =>
        {
            var overrides = Enumerable.Range(0, count).Select(Many[kind]).DistinctBy(o => o.Key).ToDictionary();
            var result = PipelineFile.Read(Yaml, overrides);
            Assert.InRange(result.Problems.Sum(problem => problem.Message.Length), 0, 200 * 1100);
        });

        Assert.InRange(growth, 0, Growth.OfTheSquare);
    }

    [Theory]
    [InlineData("[", 289_000)]
    [InlineData("{a: ", 70_000)]
    [InlineData("'", 289_000)]
    [InlineData(": ", 140_000)]
    [InlineData("a, ", 95_000)]
    [InlineData("&a ", 95_000)]
    public async Task Should_answer_for_a_long_one_in_a_time_that_grows_with_its_length(string part, int most)
    {
        var growth = await Growth.Of(most, times =>
        {
            var value = "[" + string.Concat(Enumerable.Repeat(part, times));
            var result = PipelineFile.Read(Yaml, new Dictionary<string, string> { ["features"] = value });
            Assert.NotEmpty(result.Problems);
        });

        Assert.InRange(growth, 0, Growth.OfTheSquare);
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
