using System.Text.Json.Nodes;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.Tests;

public sealed class When_training_is_followed
{
    private readonly Guid _run = Guid.NewGuid();

    [Fact]
    public async Task Should_show_the_furthest_of_the_worker_that_took_it_up_last()
    {
        await using var yard = await RunningYard.Start(
            command => command is TrainModel ? [] : Scripts.Success(command));
        await yard.Bus.Publish(Scripts.Start(_run));
        await yard.Commanded<TrainModel>();

        await Shows(yard, claim: 1, iteration: 900);
        await yard.Bus.Publish(Progress(claim: 1, iteration: 800)); // late
        await Shows(yard, claim: 1, iteration: 901);

        // Another took over, and began anew: what the first had done is lost, and the bar must not stand still.
        await Shows(yard, claim: 2, iteration: 3);
        await yard.Bus.Publish(Progress(claim: 1, iteration: 902));
        await Shows(yard, claim: 2, iteration: 4);
    }

    private async Task Shows(RunningYard yard, long claim, int iteration)
    {
        await yard.Bus.Publish(Progress(claim, iteration));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        JsonNode? shown;
        do
        {
            await tick.WaitForNextTickAsync(deadline.Token);
            shown = (await yard.Run(_run))["progress"];
        }
        while ((int?)shown?["iteration"] != iteration);
        Assert.Equal(claim, (long)shown!["claim"]!);
    }

    private TrainingProgressed Progress(long claim, int iteration) => new()
    {
        RunId = _run, Claim = claim, Iteration = iteration, Iterations = 1_000, Metric = "log_loss",
        Elapsed = TimeSpan.FromSeconds(1),
    };
}
