using Trainyard.Cli.Run;
using Trainyard.Pipelines.Trainers;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_a_pipeline_file_is_loaded : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-text-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("train.iterations=200", "train.iterations", "200")]
    [InlineData(" train.iterations = 200 ", "train.iterations", "200")]
    [InlineData("gate.auc=>= 0.9", "gate.auc", ">= 0.9")]
    [InlineData("deploy=", "deploy", "")]
    public void Should_put_what_is_set_behind_the_first_equals_sign(string setting, string path, string value) =>
        Assert.Equal([KeyValuePair.Create(path, value)], PipelineText.Load(Write(), [setting]).Overrides);

    [Theory]
    [InlineData("--set takes path=value, for example --set train.iterations=200; 'train' is none.", "train")]
    [InlineData("--set takes path=value, for example --set train.iterations=200; '=200' is none.", "=200")]
    [InlineData("--set gives 'seed' twice.", "seed=1", "seed=2")]
    public void Should_refuse_what_sets_nothing_or_the_same_twice(string sentence, params string[] settings) =>
        Refused(sentence, () => PipelineText.Load(Write(), settings), ExitCodes.Usage);

    [Fact]
    public void Should_read_the_file_with_what_is_set()
    {
        var definition = PipelineText.Load(Write(), ["train={ trainer: lightgbm, iterations: 7 }"]).Check();

        Assert.Equal(7, Assert.IsType<LightGbmTrainer>(definition.Train).Iterations);
    }

    [Fact]
    public void Should_start_sources_from_the_folder_of_the_file() =>
        Assert.Equal(_folder, PipelineText.Load(Write(), []).Folder);

    [Fact]
    public void Should_name_the_file_that_a_folder_may_hold() => Refused(
        $"'{_folder}' is a folder; a pipeline is a YAML file, for example {Path.Combine(_folder, "pipeline.yaml")}.",
        () => PipelineText.Load(_folder, []));

    [Fact]
    public void Should_refuse_what_is_too_large_to_be_one()
    {
        var path = Write(new string('#', (1 << 20) + 1));

        Refused(
            $"'{path}' is larger than 1 MiB; a pipeline file is a page or two of YAML.",
            () => PipelineText.Load(path, []));
    }

    /// <summary>A device or a pipe has no length, and need not end.</summary>
    [Fact]
    public void Should_read_no_more_than_a_pipeline_may_have() => Refused(
        "'/dev/zero' is larger than 1 MiB; a pipeline file is a page or two of YAML.",
        () => PipelineText.Load("/dev/zero", []));

    [Theory]
    [InlineData("no-such-file.yaml")]
    [InlineData("no-such-folder/pipeline.yaml")]
    public void Should_say_that_there_is_none(string name)
    {
        var path = Path.Combine(_folder, name);

        Refused($"There is no file '{path}'.", () => PipelineText.Load(path, []));
    }

    [Fact]
    public async Task Should_say_where_a_problem_is_and_how_many_there_are()
    {
        var one = Write(Scripts.Churn.Replace("owner", "ownr", StringComparison.Ordinal));

        var said = await Said.By("validate", one);

        Assert.Equal((ExitCodes.Rejected, ""), (said.ExitCode, said.Output));
        Assert.StartsWith($"{one}(2,1): ownr: ", said.Errors[0], StringComparison.Ordinal);
        Assert.Equal("The pipeline file has a problem.", said.Errors[^1]);
        Assert.Equal(2, said.Errors.Count);
    }

    [Fact]
    public async Task Should_count_problems_that_were_set_too()
    {
        var said = await Said.By("validate", Write(), "--set", "train=lightgb", "--set", "ownr=growth");

        Assert.Equal("The pipeline file has 2 problems.", said.Errors[^1]);
        Assert.Equal(3, said.Errors.Count);
    }

    [Fact]
    public async Task Should_say_that_a_file_is_valid()
    {
        var file = Write();

        Assert.Equal(
            new Said(0, $"{file}: pipeline 'churn' is valid.{Environment.NewLine}", ""),
            await Said.By("validate", file));
    }

    private static void Refused(string sentence, Action load, int exitCode = ExitCodes.Rejected)
    {
        var refusal = Assert.Throws<CommandException>(load);
        Assert.Equal((sentence, exitCode), (refusal.Message, refusal.ExitCode));
    }

    private string Write(string text = Scripts.Churn)
    {
        var path = Path.Combine(_folder, "pipeline.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
