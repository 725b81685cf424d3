namespace Trainyard.Architecture.Tests;

/// <summary>A container of ours can do what its service needs, and nothing else.</summary>
public sealed class When_containers_are_confined
{
    /// <summary>Images of others that write into their own files.</summary>
    private static readonly string[] Writing = ["mongo", "rabbitmq"];

    private static readonly Compose Compose = Compose.Read();

    public static TheoryData<string> All => [.. Compose.Services.Keys];

    [Theory, MemberData(nameof(All))]
    public void Should_have_no_rights_and_no_limitless_anything(string container)
    {
        var confinement = Compose.Services[container].Confinement;

        Assert.Equal(!Writing.Contains(container), confinement.IsRootReadOnly);
        Assert.Equal(["ALL"], confinement.Dropped);
        Assert.Equal(["no-new-privileges:true"], confinement.Options);
        Assert.Equal(["mem_limit", "pids_limit", "logging"], confinement.Limits);
    }

    [Fact]
    public void Should_open_to_the_host_what_asks_for_a_key_and_on_this_machine_alone()
    {
        var open = Compose.Services.Where(one => one.Value.Ports.Count > 0).ToList();

        Assert.Equal(
            ["alerting", "pipeline", "prometheus", "registry", "serving"],
            open.Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.All(
            open.SelectMany(one => one.Value.Ports),
            port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_read_the_password_of_MongoDB_where_services_alone_do()
    {
        var having = Compose.Services
            .Where(one => one.Value.Volumes.Any(mount => mount.Source == "mongo-login"))
            .Select(one => one.Key).Order(StringComparer.Ordinal);

        var services = Repository.Services.Select(service => service.ToLowerInvariant());
        Assert.Equal(services.Append("mongo").Append("mongo-login").Order(StringComparer.Ordinal), having);
        Assert.All(
            Compose.Services.Where(one => one.Key != "mongo-login")
                .SelectMany(one => one.Value.Volumes).Where(mount => mount.Source == "mongo-login"),
            mount => Assert.True(mount.IsReadOnly));
    }
}
