using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Models.Provenance;
using Trainyard.Support;

namespace Trainyard.Serving.Tests;

public sealed class When_keys_rotate : IAsyncDisposable
{
    private readonly ServingYard _yard = new();

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    [Fact]
    public async Task Should_trust_earlier_keys_beside_the_present_one_until_their_files_are_gone()
    {
        var old = await _yard.Command(version: 1);
        var oldKey = PublicKeys().Single();
        File.Delete(_yard.Yard.Keys.SigningKey);
        var present = await _yard.Command(version: 2, alias: "production");

        var serving = _yard.Start();
        Assert.Equal(1, (await serving.Deploy(old)).Version);
        Assert.Equal(2, (await serving.Deploy(present)).Version);
        Assert.Equal(2, PublicKeys().Count);

        File.Delete(oldKey);
        var id = Path.GetFileNameWithoutExtension(oldKey);
        await Refused(
            _yard.Moved(old with { Change = 3 }),
            $"Version 1 of model 'flights' can't be served. Its statement is signed by key {id}, which is not trusted: "
            + $"there is no such public key in '{_yard.Yard.Trust.Path}'.");
        Assert.Equal(2, (await _yard.Start().Deploy(_yard.Moved(present with { Change = 3 }))).Version);

        // After a restart too.
        var after = _yard.Start();
        await after.Loader.LoadMissing(default);
        Assert.Null(after.Models.Find("flights", "staging")!.Model);
        Assert.NotNull(after.Models.Find("flights", "production")!.Model);
    }

    [Fact]
    public async Task Should_trust_a_key_that_is_there_under_another_name()
    {
        var command = await _yard.Command();
        File.Move(PublicKeys().Single(), Path.Combine(_yard.Yard.Trust.Path, "model-signing.pem.pub"));

        Assert.Equal(1, (await _yard.Start().Deploy(command)).Version);
    }

    [Fact]
    public async Task Should_trust_the_one_key_that_its_settings_name_and_no_other()
    {
        var first = await _yard.Command(version: 1);
        var path = Path.Combine(_yard.Yard.Folder, "trusted.pem");
        File.Copy(PublicKeys().Single(), path);
        File.Delete(_yard.Yard.Keys.SigningKey);
        var second = await _yard.Command(version: 2);
        var settings = new ServingSettings { TrustedKey = path };

        var serving = new ServingProcess(_yard, settings);
        Assert.Equal(1, (await serving.Deploy(first)).Version);
        var fault = await Assert.ThrowsAsync<StepFaultException>(() => serving.Deploy(second));
        Assert.EndsWith($"which is not trusted: the one of '{path}' is.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "there is no such public key in '{0}'.")]
    [InlineData("nonsense", "'{0}' holds no public key.")]
    public async Task Should_say_where_the_trusted_key_belongs_when_there_is_none(string? text, string sentence)
    {
        var path = Path.Combine(_yard.Yard.Folder, "nowhere.pem");
        if (text is not null) await File.WriteAllTextAsync(path, text);
        var serving = new ServingProcess(_yard, new ServingSettings { TrustedKey = path });

        var command = await _yard.Command();
        var fault = await Assert.ThrowsAsync<StepFaultException>(() => serving.Deploy(command));

        Assert.EndsWith(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, path), fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_never_trust_a_private_key()
    {
        var command = await _yard.Command();
        File.Delete(PublicKeys().Single());
        File.Copy(_yard.Yard.Keys.SigningKey, Path.Combine(_yard.Yard.Trust.Path, "key.pub"));

        await Refused(command, "which is not trusted");
    }

    private List<string> PublicKeys() => [.. Directory.GetFiles(_yard.Yard.Trust.Path, "*.pub")];

    private async Task Refused(DeployModel command, string complaint)
    {
        var fault = await Assert.ThrowsAsync<StepFaultException>(() => _yard.Start().Deploy(command));
        Assert.Contains(complaint, fault.Message, StringComparison.Ordinal);
    }
}
