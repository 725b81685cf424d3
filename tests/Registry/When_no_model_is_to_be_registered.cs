using System.Text;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Registry.RegisterModels;
using Trainyard.Support;

namespace Trainyard.Registry.Tests;

public sealed class When_no_model_is_to_be_registered : IAsyncDisposable
{
    private readonly RegistryYard _registry = new();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData("PAR1 and what else a snapshot holds PAR1", "archive: It is not a zip archive, or it is damaged.")]
    [InlineData("", "archive: It is not a zip archive, or it is damaged.")]
    public async Task Should_say_what_it_is_instead(string content, string problem)
    {
        var blob = await _registry.Yard.Artifacts.Put(
            Encoding.UTF8.GetBytes(content), "application/vnd.apache.parquet", "snapshot/1");

        await Refused(
            await _registry.Command() with { Artifact = blob },
            $"Blob {blob.Sha256} (snapshot/1) of model 'churn' can't be registered. The model artifact can't be used: "
            + problem);
    }

    [Fact]
    public async Task Should_refuse_one_that_does_not_answer_as_on_the_day_of_training()
    {
        var wrong = await SmallModel.Put(_registry.Yard.Artifacts, wrongBy: 0.01);

        await Refused(await _registry.Command() with { Artifact = wrong }, "samples.json: Sample 2 scores");
    }

    [Theory]
    [InlineData("definition")]
    [InlineData("features")]
    public async Task Should_refuse_one_that_was_made_from_something_else(string what)
    {
        var other = new string('0', 64);
        var command = await _registry.Command(madeFrom: new Dictionary<string, string> { [what] = other });

        await Refused(command, $"It says that its {what} was {other}, and the run says ");
    }

    [Fact]
    public async Task Should_register_one_that_was_made_from_what_the_run_says()
    {
        var registered = await _registry.Register(await _registry.Command(madeFrom: new Dictionary<string, string>
        {
            ["definition"] = new('d', 64), ["features"] = new('f', 64), ["training"] = new('7', 64),
        }));

        Assert.Equal(1, registered.Version);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task Should_state_no_figure_that_is_none(double figure) => await Refused(
        await _registry.Command() with { Metrics = new Dictionary<string, double> { ["auc"] = figure } },
        "Model 'churn' can't be registered. Its auc is no number.");

    [Fact]
    public async Task Should_state_no_more_than_anybody_reads() => await Refused(
        await _registry.Command() with
        {
            Metrics = Enumerable.Range(0, 5_000).ToDictionary(n => $"metric_{n}", n => (double)n),
        },
        "characters; at most 65,536 are read.");

    private async Task Refused(RegisterModel command, string sentence)
    {
        var fault = await Assert.ThrowsAsync<StepFaultException>(() => _registry.Register(command));
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.Empty(await _registry.Yard.Documents(ModelVersion.Collection).Query(new()));
    }
}
