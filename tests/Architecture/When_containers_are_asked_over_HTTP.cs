namespace Trainyard.Architecture.Tests;

/// <summary>A container listens on all its addresses, so each service asks for a key, which is in no file of
/// ours.</summary>
public sealed class When_containers_are_asked_over_HTTP
{
    private const string KeyFile = "TRAINYARD_Http__KeyFile";

    private static readonly Compose Compose = Compose.Read();

    public static TheoryData<string> Services => [.. Repository.Services];

    [Theory, MemberData(nameof(Services))]
    public void Should_read_the_key_that_one_of_them_made_and_change_it_nowhere(string service)
    {
        var maker = Compose.Services["key"];
        var made = Assert.Single(maker.Volumes);

        var container = Compose.Services[service.ToLowerInvariant()];
        var read = Assert.Single(container.Volumes, mount => mount.Source == made.Source);

        Assert.Equal(["trainyard.dll", "key", container.Environment[KeyFile]], maker.Command);
        Assert.StartsWith(read.Path + "/", container.Environment[KeyFile], StringComparison.Ordinal);
        Assert.Equal((made.Path, true), (read.Path, read.IsReadOnly));
    }

    [Fact]
    public void Should_have_their_key_written_down_nowhere() => Assert.All(
        Compose.Services.Values, container => Assert.DoesNotContain("TRAINYARD_Http__Key", container.Environment));

    [Fact]
    public void Should_give_it_to_services_alone() => Assert.Equal(
        Repository.Services.Select(service => service.ToLowerInvariant()).Append("key").Order(StringComparer.Ordinal),
        Compose.Services.Where(one => one.Value.Volumes.Any(mount => mount.Source == "secrets"))
            .Select(one => one.Key).Order(StringComparer.Ordinal));
}
