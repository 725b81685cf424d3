using System.Text;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Models.Artifact;
using Trainyard.Registry.RegisterModels;
using Trainyard.Support;

namespace Trainyard.Registry.Tests;

public sealed class When_a_model_is_registered : IAsyncDisposable
{
    private readonly RegistryYard _registry = new();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

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
    public async Task Should_sign_the_digest_with_a_key_that_others_can_check()
    {
        var registered = await _registry.Register(await _registry.Command());

        using var trusted = ModelSignature.OpenPublicKey(_registry.Yard.Trust.SigningKey);
        Assert.True(ModelSignature.Verify(trusted, registered.Artifact.Sha256, registered.Signature));
        Assert.False(ModelSignature.Verify(trusted, new string('0', 64), registered.Signature));
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
        Assert.Equal([_registry.Yard.Trust.SigningKey], Directory.GetFiles(_registry.Yard.Trust.Path));
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
