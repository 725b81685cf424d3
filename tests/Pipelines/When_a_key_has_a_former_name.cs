namespace Trainyard.Pipelines.Tests;

public sealed class When_a_key_has_a_former_name
{
    [Theory]
    [InlineData("validation_share")]
    [InlineData("watch_share")]
    public void Should_understand_both(string name)
    {
        var result = Read($"{name}: 0.2, early_stopping: 5");
        Assert.Empty(result.Problems);
        Assert.Equal(0.2, ((LightGbmTrainer)result.Definition!.Train).ValidationShare);
    }

    [Fact]
    public void Should_refuse_both_together()
    {
        var problem = Assert.Single(Read("watch_share: 0.2, validation_share: 0.2").Problems);
        Assert.Equal("train.watch_share", problem.Path);
        Assert.Contains("'watch_share' is the former name of 'validation_share'", problem.Message);
    }

    [Fact]
    public void Should_say_what_is_wrong_where_it_was_written() =>
        Assert.Equal("train.watch_share", Assert.Single(Read("watch_share: 0.9").Problems).Path);

    [Fact]
    public void Should_let_an_override_use_the_former_name()
    {
        var overrides = new Dictionary<string, string> { ["train.watch_share"] = "0.3" };
        var result = Read("leaves: 7", overrides);
        Assert.Empty(result.Problems);
        Assert.Equal(0.3, ((LightGbmTrainer)result.Definition!.Train).ValidationShare);
    }

    private static PipelineParseResult Read(string options, Dictionary<string, string>? overrides = null) =>
        PipelineFile.Read(
            $$"""
            pipeline: x
            source: { csv: a.csv }
            target: { column: y, task: regression }
            train: { trainer: lightgbm, {{options}} }
            """,
            overrides);
}
