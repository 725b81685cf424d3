namespace Trainyard.Architecture.Tests;

public sealed class When_containers_share_keys
{
    private const string KeyFolder = "TRAINYARD_Keys__Folder";
    private const string TrustFolder = "TRAINYARD_Keys__TrustFolder";

    private static readonly Compose Compose = Compose.Read();

    private static Mount PrivateKeys => MountOf("registry", KeyFolder)!;

    [Fact]
    public void Should_let_registry_alone_have_what_signs()
    {
        Assert.False(PrivateKeys.IsReadOnly);
        var others = Compose.Services.Where(service => service.Key != "registry");
        Assert.All(others, service =>
        {
            Assert.DoesNotContain(service.Value.Volumes, mount => mount.Source == PrivateKeys.Source);
            Assert.DoesNotContain(KeyFolder, service.Value.Environment);
        });
    }

    [Fact]
    public void Should_let_serving_read_what_registry_writes_for_it()
    {
        var (written, read) = (MountOf("registry", TrustFolder)!, MountOf("serving", TrustFolder)!);

        Assert.Equal(written.Source, read.Source);
        Assert.NotEqual(PrivateKeys.Source, read.Source);
        Assert.Equal((false, true), (written.IsReadOnly, read.IsReadOnly));
    }

    /// <summary>What is mounted where a setting says.</summary>
    private static Mount? MountOf(string service, string setting)
    {
        var container = Compose.Services[service];
        return container.Volumes.SingleOrDefault(mount => mount.Path == container.Environment[setting]);
    }
}
