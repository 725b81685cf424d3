using System.Net.Http.Headers;
using System.Text;

[assembly: AssemblyFixture(typeof(Trainyard.Cluster.Tests.Broker))]

namespace Trainyard.Cluster.Tests;

/// <summary>The RabbitMQ that tests run on: theirs to fill, each in a virtual host of its own.</summary>
public sealed class Broker : IDisposable
{
    private const string Missing =
        "Needs a RabbitMQ broker. tests/test.sh brings one; so does: tests/with-broker.sh dotnet test --project "
        + "tests/Cluster/Cluster.Tests.csproj. Or set TRAINYARD_TEST_RABBITMQ=amqp://user:password@host:port.";

    private readonly Uri? _amqp = Setting("TRAINYARD_TEST_RABBITMQ") is { } address ? new Uri(address) : null;
    private readonly HttpClient _management = new() { Timeout = TimeSpan.FromMinutes(2) };

    public Broker()
    {
        if (_amqp is null) return;

        _management.BaseAddress =
            new Uri(Setting("TRAINYARD_TEST_RABBITMQ_MANAGEMENT") ?? $"http://{_amqp.Host}:15672");
        _management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(_amqp.UserInfo))));
    }

    /// <summary>A virtual host with nothing in it; skips the test where there is no broker.</summary>
    internal async Task<VirtualHost> NewHost()
    {
        Assert.SkipWhen(_amqp is null, Missing);
        var host = new VirtualHost($"trainyard-{Guid.NewGuid():N}", _amqp!, _management);
        await host.Create();
        return host;
    }

    public void Dispose() => _management.Dispose();

    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
