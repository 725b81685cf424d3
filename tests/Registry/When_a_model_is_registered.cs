using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs;
using Trainyard.Registry.RegisterModels;
using Trainyard.Support;

namespace Trainyard.Registry.Tests;

public sealed class When_a_model_is_registered : IAsyncDisposable
{
    private readonly RegistryYard _registry = new();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("staging")]
    public async Task Should_tell_of_the_version_that_an_attempt_stored_and_did_not_live_to_tell_of(string? alias)
    {
        var command = await _registry.Command(deployTo: alias);
        Assert.Null(await _registry.Job().Effect(command, new TestJob(), default));
        var registered = await _registry.Register(command);

        Assert.Equal(registered, await _registry.Job().Effect(command, new TestJob(), default));
    }

    [Fact]
    public async Task Should_tell_of_a_stored_version_though_its_alias_can_not_be_moved()
    {
        var command = await _registry.Command();
        _ = await _registry.Register(command);
        // No key can be read where there is a folder.
        File.Delete(_registry.Yard.Keys.SigningKey);
        Directory.CreateDirectory(_registry.Yard.Keys.SigningKey);

        var told = await _registry.Job().Effect(command with { DeployTo = "staging" }, new TestJob(), default);

        var registered = Assert.IsType<ModelRegistered>(told);
        Assert.Equal((1, null), (registered.Version, registered.DeploymentId));
        Assert.EndsWith("the log of the service says more.", registered.MoveProblem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_begin_nothing_for_a_run_that_has_ended_and_end_what_is_begun()
    {
        var (begun, late) = (await _registry.Command(), await _registry.Command());
        _ = await _registry.Register(begun);
        foreach (var command in new[] { begun, late })
            await _registry.Aliases().FailOfRun(command.RunId, "The run was cancelled.", default);

        Assert.Equal(1, (await _registry.Register(begun)).Version);
        var refusal = await Assert.ThrowsAsync<StepFaultException>(() => _registry.Register(late));
        Assert.Equal(
            "The run has ended, and registers nothing any more. The run was cancelled.", refusal.Message);
    }

    [Fact]
    public void Should_not_be_stopped_half_way()
    {
        var yard = new YardBuilder([$"--Data:Folder={_registry.Yard.Folder}"]).Add(new RegistryService());

        Assert.DoesNotContain(
            yard.Services,
            part => part.ServiceType.Name.StartsWith("StopConsumer", StringComparison.Ordinal)
                && part.ServiceType.GenericTypeArguments.Contains(typeof(RegisterModel)));
    }

    [Fact]
    public async Task Should_count_versions_up_for_each_model()
    {
        Assert.Equal(1, (await _registry.Register(await _registry.Command("churn"))).Version);
        Assert.Equal(2, (await _registry.Register(await _registry.Command("churn"))).Version);
        Assert.Equal(1, (await _registry.Register(await _registry.Command("flights"))).Version);
        Assert.Equal(3, (await _registry.Register(await _registry.Command("churn"))).Version);
    }

    [Fact]
    public async Task Should_give_a_repeated_order_the_answer_it_had()
    {
        var command = await _registry.Command();
        var first = await _registry.Register(command);
        _ = await _registry.Register(await _registry.Command());

        var again = await _registry.Register(command);

        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Should_give_each_of_many_runs_at_once_a_number_of_its_own()
    {
        var commands = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _registry.Command()));

        // Each command comes twice, to two processes.
        var replies = await Task.WhenAll(
            commands.Concat(commands).Select(command => Task.Run(() => _registry.Register(command))));

        Assert.Equal(Enumerable.Range(1, 8), replies.Select(reply => reply.Version).Distinct().Order());
        Assert.All(replies.GroupBy(reply => reply.RunId), run => Assert.Single(run.Distinct()));
    }

    [Fact]
    public async Task Should_sign_all_that_it_writes_down_with_a_key_that_others_can_check()
    {
        var command = await _registry.Command();
        var registered = await _registry.Register(command);

        var signed = _registry.Open(registered.Statement);

        var stored = (await _registry.Yard.Documents(ModelVersion.Collection).Find("churn/1"))!.Document;
        Assert.Equal(registered.Statement, stored.Statement);
        Assert.Empty(signed.DifferencesFrom(stored.Facts(SmallModel.Seed, command.RequestedAt)));
        Assert.Equal((SmallModel.Seed, command.RequestedAt), (signed.Seed, signed.RequestedAt));
        Assert.InRange(registered.Statement.Length, 1_000, 10_000);
    }

    [Fact]
    public async Task Should_keep_all_that_the_version_came_from()
    {
        var command = await _registry.Command();
        _ = await _registry.Register(command);

        var stored = await _registry.Yard.Documents(ModelVersion.Collection).Find("churn/1");

        var version = stored!.Document;
        Assert.Equal(
            (command.RunId, command.Artifact, command.Definition, command.Snapshot, command.Features, command.Report,
                "ada"),
            (version.RunId, version.Artifact, version.Definition, version.Snapshot, version.Features, version.Report,
                version.RequestedBy));
        Assert.Equal(command.Metrics, version.Metrics);
        Assert.Equal(command.Gate, version.Gate);
        Assert.Equal(_registry.Time.GetUtcNow(), version.RegisteredAt);
        Assert.Matches(@"^\d+\.\d+\.\d+", version.CodeVersion);
    }

    [Fact]
    public async Task Should_keep_what_signs_apart_from_what_others_check_with()
    {
        _ = await _registry.Register(await _registry.Command());

        Assert.Equal([_registry.Yard.Keys.SigningKey], Directory.GetFiles(_registry.Yard.Keys.Path));
        var known = File.ReadAllText(Assert.Single(Directory.GetFiles(_registry.Yard.Trust.Path, "*.pub")));
        Assert.DoesNotContain("PRIVATE", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_take_a_new_key_without_a_restart_and_leave_the_earlier_ones_trusted()
    {
        var before = await _registry.Register(await _registry.Command());
        File.Delete(_registry.Yard.Keys.SigningKey);
        var after = await _registry.Register(await _registry.Command());

        Assert.Equal((1, 2), (_registry.Open(before.Statement).Version, _registry.Open(after.Statement).Version));
        Assert.Equal(2, Directory.GetFiles(_registry.Yard.Trust.Path, "*.pub").Length);
    }

    [Fact]
    public async Task Should_give_back_the_public_key_when_it_starts_and_make_none()
    {
        var publisher = new KeyPublisher(_registry.Signer);
        await publisher.StartAsync(default);
        Assert.False(Directory.Exists(_registry.Yard.Trust.Path));

        // As if it had been killed between the two files.
        var registered = await _registry.Register(await _registry.Command());
        Directory.Delete(_registry.Yard.Trust.Path, recursive: true);
        await publisher.StartAsync(default);

        Assert.Equal(1, _registry.Open(registered.Statement).Version);
    }

    [Fact]
    public async Task Should_do_so_in_every_process_of_Registry()
    {
        var yard = new YardBuilder([$"--Data:Folder={_registry.Yard.Folder}"]).Add(new RegistryService());
        await using var process = yard.Build();

        Assert.Single(process.Services.GetServices<IHostedService>().OfType<KeyPublisher>());
    }

    [Fact]
    public async Task Should_sign_with_the_key_that_its_settings_name()
    {
        var folder = Directory.CreateTempSubdirectory("trainyard-test-");
        await using var registry = new RegistryYard(new() { SigningKey = Path.Combine(folder.FullName, "mine.pem") });

        var registered = await registry.Register(await registry.Command());

        Assert.Equal(1, registry.Open(registered.Statement).Version);
        Assert.Empty(Directory.GetFiles(registry.Yard.Keys.Path));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Should_sign_nothing_that_is_missing_or_damaged()
    {
        var command = await _registry.Command();
        var missing = command with { Artifact = command.Artifact with { Sha256 = new string('a', 64) } };
        _ = await Assert.ThrowsAsync<ArtifactMissingException>(() => _registry.Register(missing));

        var path = await _registry.Yard.Artifacts.Open(command.Artifact);
        File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllBytesAsync(path, Encoding.UTF8.GetBytes("b model"));
        _ = await Assert.ThrowsAsync<ArtifactDamagedException>(() => _registry.Register(command));

        Assert.Empty(await _registry.Yard.Documents(ModelVersion.Collection).Query(new()));
    }
}
