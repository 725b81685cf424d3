using CsCheck;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs;

namespace Trainyard.Serving.Tests;

public sealed class When_a_model_is_deployed : IAsyncDisposable
{
    private readonly ServingYard _yard = new();

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    /// <summary>Stopped between storing and saying so, on its last attempt: nobody is told that it failed.</summary>
    [Fact]
    public async Task Should_say_that_it_is_served_once_it_is_stored_whatever_became_of_the_attempt()
    {
        var command = await _yard.Command();
        Assert.Null(await _yard.Start().Effect(command));

        _ = await _yard.Start().Deploy(command);

        var said = await _yard.Start().Effect(command);
        Assert.Equal(
            (command.DeploymentId, false, command.Change),
            (said!.DeploymentId, said.IsSuperseded, said.AnswersWithChange));
        Assert.Null(await _yard.Start().Effect(command with { DeploymentId = Guid.NewGuid() }));
    }

    [Fact]
    public async Task Should_not_say_that_it_answers_where_another_has_its_number()
    {
        var serving = _yard.Start();
        _ = await serving.Deploy(await _yard.Command(version: 1, change: 4));

        var said = await serving.Deploy(await _yard.Command(version: 2, change: 4));

        Assert.Equal((true, 4, 1), (said.IsSuperseded, said.AnswersWithChange, said.AnswersWithVersion));
        Assert.Equal(1, serving.Models.Find("flights", "staging")!.Deployment.Version);
    }

    [Fact]
    public async Task Should_answer_with_it_and_say_where()
    {
        var serving = _yard.Start();
        var command = await _yard.Command(version: 3);

        var deployed = await serving.Deploy(command);

        Assert.Equal((command.RunId, "flights", 3), (deployed.RunId, deployed.Model, deployed.Version));
        Assert.Equal("staging", deployed.Alias);
        Assert.Equal(("/models/flights/staging/predict", 2), (deployed.Endpoint, deployed.ReplayedSamples));
        Assert.Equal(3, serving.Models.Find("flights", "staging")!.Deployment.Version);
    }

    [Fact]
    public void Should_be_done_to_the_end_whatever_becomes_of_its_run()
    {
        var yard = new YardBuilder([$"--Data:Folder={_yard.Yard.Folder}"]).Add(new ServingService());
        using var process = yard.Build();

        // A deployment that is stopped halfway would be served, and Registry would not hear of it.
        Assert.DoesNotContain(
            process.Services.GetServices<IConsumerRegistration>(),
            consumer => consumer.Type.IsAssignableTo(typeof(IConsumer<StopWork>)));
    }

    [Fact]
    public async Task Should_give_a_repeated_order_the_answer_it_had()
    {
        var serving = _yard.Start();
        var command = await _yard.Command();

        Assert.Equal(await serving.Deploy(command), await serving.Deploy(command));
    }

    [Fact]
    public async Task Should_keep_the_later_change_when_an_earlier_one_comes_late()
    {
        var serving = _yard.Start();
        var current = await serving.Deploy(await _yard.Command(version: 1, change: 8));

        var late = await serving.Deploy(await _yard.Command(version: 2, change: 7));

        Assert.Equal((2, 7L, true), (late.Version, late.Change, late.IsSuperseded));
        Assert.False(current.IsSuperseded);
        Assert.Equal(1, serving.Models.Find("flights", "staging")!.Deployment.Version);
    }

    [Fact]
    public async Task Should_go_back_to_a_lower_version_and_deploy_the_same_one_again()
    {
        var (first, second) = (_yard.Start(), _yard.Start());
        foreach (var (version, change) in new[] { (1, 1L), (2, 2L), (1, 3L), (1, 4L) })
        {
            var deployed = await first.Deploy(await _yard.Command(version, change: change));
            Assert.False(deployed.IsSuperseded);
            await second.Loader.LoadMissing(default);
            foreach (var process in new[] { first, second })
            {
                var served = process.Models.Find("flights", "staging")!;
                Assert.Equal((version, change), (served.Deployment.Version, served.Change));
            }
        }
    }

    [Fact]
    public async Task Should_end_at_the_highest_change_whatever_the_order_and_however_often() =>
        await Gen.Select(Gen.Int[1, 3].Array[5], Gen.Int[0, 4].Array[1, 12]).SampleAsync(
            async (versions, order) =>
            {
                await using var yard = new ServingYard();
                var processes = new[] { yard.Start(), yard.Start() };
                var commands = new List<DeployModel>();
                foreach (var (index, version) in versions.Index())
                    commands.Add(await yard.Command(version, change: index + 1));

                var highest = 0L;
                foreach (var (turn, at) in order.Index())
                {
                    var deployed = await processes[turn % 2].Deploy(commands[at]);
                    highest = Math.Max(highest, commands[at].Change);
                    Assert.Equal(commands[at].Change < highest, deployed.IsSuperseded);
                }

                foreach (var process in processes)
                {
                    await process.Loader.LoadMissing(default);
                    var served = process.Models.Find("flights", "staging")!;
                    Assert.Equal(
                        (highest, versions[highest - 1]), (served.Deployment.Change, served.Deployment.Version));
                }
            },
            iter: 15);

    [Fact]
    public async Task Should_end_with_the_latest_of_many_at_once_in_every_process()
    {
        var processes = new[] { _yard.Start(), _yard.Start() };
        var commands = new List<DeployModel>();
        for (var version = 1; version <= 8; version++) commands.Add(await _yard.Command(version));

        await Task.WhenAll(commands.Select((command, n) => Task.Run(() => processes[n % 2].Deploy(command))));

        foreach (var process in processes)
        {
            await process.Loader.LoadMissing(default);
            Assert.Equal(8, process.Models.Find("flights", "staging")!.Deployment.Version);
        }
    }

    [Fact]
    public async Task Should_load_again_what_was_deployed_before_it_is_ready()
    {
        var before = _yard.Start();
        _ = await before.Deploy(await _yard.Command(version: 2));
        _ = await before.Deploy(await _yard.Command(version: 5, alias: "canary"));

        var after = _yard.Start();
        Assert.False(after.Loader.IsDone);
        Assert.Null(after.Models.Find("flights", "staging"));
        await after.Loader.LoadMissing(default);

        Assert.True(after.Loader.IsDone);
        Assert.Equal(2, after.Models.Find("flights", "staging")!.Deployment.Version);
        Assert.Equal(5, after.Models.Find("flights", "canary")!.Deployment.Version);
    }

    [Fact]
    public async Task Should_refuse_an_artifact_whose_bytes_have_changed()
    {
        var command = await _yard.Command();
        var path = await _yard.Yard.Artifacts.Open(command.Artifact);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllBytesAsync(path, bytes);

        await Refused(_yard.Start(), command, $"The blob {command.Artifact.Sha256} (model/1) is damaged");
    }

    [Fact]
    public async Task Should_refuse_a_model_that_does_not_answer_as_on_the_day_of_training() =>
        await Refused(_yard.Start(), await _yard.Command(wrongBy: 0.01), "samples.json: Sample 2 scores");

    [Fact]
    public async Task Should_need_nothing_of_what_signs()
    {
        var command = await _yard.Command();
        Directory.Delete(_yard.Yard.Keys.Path, recursive: true);

        Assert.Equal(command.Version, (await _yard.Start().Deploy(command)).Version);
        Assert.False(Directory.Exists(_yard.Yard.Keys.Path));
    }

    [Fact]
    public async Task Should_go_on_with_what_it_has_while_a_later_version_can_not_be_loaded()
    {
        var (first, second) = (_yard.Start(), _yard.Start());
        _ = await first.Deploy(await _yard.Command(version: 1));
        await second.Loader.LoadMissing(default);
        var command = await _yard.Command(version: 2, wrongBy: 1e-13);
        _ = await first.Deploy(command);
        var path = await _yard.Yard.Artifacts.Open(command.Artifact);
        File.Move(path, path + ".away");

        await second.Loader.LoadMissing(default);
        Assert.Equal(1, second.Models.Find("flights", "staging")!.Deployment.Version);

        File.Move(path + ".away", path);
        _yard.Time.Advance(TimeSpan.FromMinutes(1));
        await second.Loader.LoadMissing(default);
        Assert.Equal(2, second.Models.Find("flights", "staging")!.Deployment.Version);
    }

    private static async Task Refused(ServingProcess serving, DeployModel command, string complaint)
    {
        var fault = await Assert.ThrowsAsync<StepFaultException>(() => serving.Deploy(command));
        Assert.Contains(complaint, fault.Message, StringComparison.Ordinal);
        Assert.Null(serving.Models.Find(command.Model, command.Alias));
        await serving.Loader.LoadMissing(default);
        Assert.Null(serving.Models.Find(command.Model, command.Alias));
    }
}
