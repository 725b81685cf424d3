using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Pipelines.Tests;

public sealed class When_values_are_overridden
{
    private const string Yaml = """
        pipeline: late
        source: { csv: a.csv }
        schema: { delay: integer, distance: &number { type: number }, height: *number, "a.b": number }
        target: { late: delay > 15, task: binary }
        features:
          - numeric: [distance, height]
        train: lightgbm
        gate: { auc: ">= 0.6" }
        """;

    [Fact]
    public void Should_take_the_place_of_what_the_file_says()
    {
        var definition = Good(
            ("train.iterations", "200"),
            ("gate.auc", ">= 0.7"),
            ("gate.accuracy", "> 80%"),
            ("source.csv", "/x/y.csv"),
            ("schema.delay.min", "-60"),
            ("schema.`a.b`.unit", "7"),
            ("features[0].numeric.scale", "standard"),
            ("features[0].numeric.columns", "[height]"),
            ("deploy", "production"));
        var train = Assert.IsType<LightGbmTrainer>(definition.Train);
        Assert.Equal(200, train.Iterations);
        Assert.Equal([(">", 0.8), (">=", 0.7)], definition.Gate.Select(g => (g.Comparison, g.Threshold)));
        Assert.Equal("/x/y.csv", definition.Source.Shown);
        Assert.Equal(-60, definition.Schema.Single(c => c.Name == "delay").Min);
        Assert.Equal("7", definition.Schema.Single(c => c.Name == "a.b").Unit);
        var numeric = Assert.IsType<NumericFeatures>(Assert.Single(definition.Features));
        Assert.Equal(["height"], numeric.Columns);
        Assert.Equal(Scaling.Standard, numeric.Scale);
        Assert.Equal("production", definition.Deploy?.To);
    }

    [Fact]
    public void Should_change_one_place_of_what_an_anchor_shares()
    {
        var definition = Good(("schema.height.max", "9"));
        Assert.Equal(9, definition.Schema.Single(c => c.Name == "height").Max);
        Assert.Null(definition.Schema.Single(c => c.Name == "distance").Max);
    }

    [Fact]
    public void Should_choose_before_it_refines() =>
        Assert.Equal(
            5, Assert.IsType<SdcaTrainer>(Good(("train.iterations", "5"), ("train", "sdca")).Train).Iterations);

    [Fact]
    public void Should_take_the_place_of_the_word_that_chooses() =>
        Assert.Equal(
            5,
            Assert.IsType<SdcaTrainer>(
                Good(("train", "lightgbm"), ("train.trainer", "sdca"), ("train.iterations", "5")).Train).Iterations);

    [Fact]
    public void Should_remove_what_is_set_to_null() => Assert.Empty(Good(("gate.auc", "null")).Gate);

    [Theory]
    [InlineData("train.iteration", "5", "no key 'iteration' here. Did you mean 'iterations'?")]
    [InlineData("trian.iterations", "5", "no key 'trian' here. Did you mean 'train'?")]
    [InlineData("features[3].numeric", "[a]", "nothing at [3]. features has [0] to [0].")]
    [InlineData(
        "train.iterations[0]", "5", "nothing at iterations. train has no paths, since it is the text 'lightgbm'.")]
    [InlineData("gate.auc[1]", "5", "gate.auc has no paths, since it is the text '>= 0.6'.")]
    [InlineData("train.iterations", "many", "a whole number from 1 to 10,000, not the text 'many'.")]
    [InlineData("features", "[{ numeric: [delay] }]", "would give the answer away")]
    [InlineData("features", "[{", "'{' is not closed")]
    [InlineData("pipeline.name", "x", "not keys with values")]
    [InlineData("source.csv", "${", "begins a secret that is not written right")]
    public void Should_say_that_the_problem_comes_from_the_override(string path, string value, string fragment)
    {
        var result = PipelineFile.Read(Yaml, new Dictionary<string, string> { [path] = value });
        var problem = Assert.Single(result.Problems);
        Assert.Contains(fragment, problem.Message);
        Assert.EndsWith($"(This comes from the override of {path}.)", problem.Message);
        Assert.InRange(problem.Line, 1, 8);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData("a[x]")]
    [InlineData("a[-1]")]
    [InlineData("[0]")]
    [InlineData("a[0")]
    [InlineData("`a")]
    [InlineData("a[99999999999]")]
    public void Should_refuse_what_is_no_path(string path)
    {
        var problem = Assert.Single(PipelineFile.Read(Yaml, new Dictionary<string, string> { [path] = "1" }).Problems);
        Assert.Contains("is no path", problem.Message);
    }

    [Fact]
    public void Should_say_so_when_there_is_no_value()
    {
        // JSON can say null where the type of C# can not.
        var result = PipelineFile.Read(Yaml, new Dictionary<string, string> { ["train.iterations"] = null! });

        var problem = Assert.Single(result.Problems);
        Assert.Equal("train.iterations", problem.Path);
        Assert.StartsWith("The override of train.iterations has no value.", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("participants.Trainer.name", "one\ntwo")]
    [InlineData("participants.Trainer.team", "red \u001b[31m")]
    [InlineData("steps.train", "nothing\0")]
    [InlineData("steps.train", "  ")]
    public void Should_refuse_a_name_that_no_line_can_show(string path, string name)
    {
        var result = PipelineFile.Read(Yaml, new Dictionary<string, string> { [path] = name });

        Assert.Equal(path, Assert.Single(result.Problems).Path);
    }

    private static PipelineDefinition Good(params (string Path, string Value)[] overrides)
    {
        var result = PipelineFile.Read(Yaml, overrides.ToDictionary(o => o.Path, o => o.Value));
        Assert.Empty(result.Problems);
        return result.Definition!;
    }
}
