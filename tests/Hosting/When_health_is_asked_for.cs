using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trainyard.Hosting.Tests;

public sealed class When_health_is_asked_for : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Should_be_alive_and_ready_once_the_bus_has_started()
    {
        await using var app = await Start(new EmptyService());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Health(app));
        await app.StopAsync();
    }

    [Fact]
    public async Task Should_be_alive_and_not_ready_while_a_service_is_not()
    {
        var isReady = false;
        await using var app = await Start(new EmptyService(service => service.Services.AddHealthChecks()
            .AddCheck("models", () => isReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy())));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), await Health(app));
        isReady = true;
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Health(app));
        await app.StopAsync();
    }

    [Fact]
    public async Task Should_be_alive_and_not_ready_while_the_broker_is_away_and_stop_in_good_time()
    {
        await using var app = await Start(
            new EmptyService(), "--Bus:Transport=RabbitMq", $"--Bus:Uri=amqp://user:hunter2@127.0.0.1:{ClosedPort()}/");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), await Health(app));
        await app.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private async Task<WebApplication> Start(IYardService service, params string[] settings)
    {
        var yard = new YardBuilder(
            ["--Urls=http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Logging:Level=Fatal", .. settings]);
        var app = yard.Add(service).Build();
        await app.StartAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<(HttpStatusCode Live, HttpStatusCode Ready)> Health(WebApplication app)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var live = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
        using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (live.StatusCode, ready.StatusCode);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
