using Trainyard.Cli.Topology;

namespace Trainyard.Architecture.Tests;

/// <summary>Each service has a login of the broker in a volume that no other has, and no password is in a file of
/// ours.</summary>
public sealed class When_containers_connect_to_the_broker
{
    private const string Uri = "TRAINYARD_Bus__Uri";
    private const string RetryUri = "TRAINYARD_Bus__RetryUri";

    private static readonly Compose Compose = Compose.Read();

    public static TheoryData<string> Services => [.. Repository.Services];

    [Theory, MemberData(nameof(Services))]
    public void Should_have_a_login_that_is_theirs_alone(string service)
    {
        var name = service.ToLowerInvariant();
        var container = Compose.Services[name];

        Assert.Equal("file:///login/bus", container.Environment[Uri]);
        Assert.Equal("false", container.Environment["TRAINYARD_Bus__DeclareOthers"]);
        var mounted = Assert.Single(container.Volumes, mount => mount.Path == "/login");
        Assert.Equal(($"login-{name}", true), (mounted.Source, mounted.IsReadOnly));
        Assert.Equal(new[] { "logins", name }.Order(StringComparer.Ordinal), Having($"login-{name}"));
    }

    [Fact]
    public void Should_have_one_for_each_that_there_is()
    {
        var made = Compose.Services["logins"].Volumes.Select(mount => mount.Path).Order(StringComparer.Ordinal);
        var dockerfile = string.Join('\n', Repository.Lines("infra/Dockerfile"));

        var logins = BrokerLogins.Names.Append("broker").ToList();
        Assert.Equal(logins.Select(name => $"/logins/{name}").Order(StringComparer.Ordinal), made);
        Assert.All(logins, name => Assert.Matches($"for login in [^;]*\\b{name}\\b", dockerfile));
    }

    [Fact]
    public void Should_let_alone_what_keeps_dead_letters_write_to_every_queue()
    {
        Assert.Equal(["alerting", "logins"], Having("login-retries"));
        Assert.Equal("file:///retries/bus", Compose.Services["alerting"].Environment[RetryUri]);
        Assert.All(
            Compose.Services.Where(one => one.Key != "alerting"),
            one => Assert.DoesNotContain(RetryUri, one.Value.Environment));
    }

    [Fact]
    public void Should_let_alone_what_declares_have_all_rights() =>
        Assert.Equal(["logins", "topology"], Having("login-topology"));

    [Fact]
    public void Should_have_their_passwords_written_down_nowhere()
    {
        var file = string.Join('\n', Repository.Lines("docker-compose.yml"));

        Assert.DoesNotMatch("amqps?://[^/ ]*:[^/ ]*@", file);
        Assert.DoesNotContain("RABBITMQ_DEFAULT", file, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Having(string volume) => Compose.Services
        .Where(one => one.Value.Volumes.Any(mount => mount.Source == volume))
        .Select(one => one.Key).Order(StringComparer.Ordinal);
}
