using System.Net;
using System.Net.Sockets;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Tests;

public sealed class When_health_is_asked_for : IDisposable
{
    private static readonly DocumentCollection<Note> Notes =
        new() { Name = "notes", Id = note => note.Id, Indexes = [] };

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
        await app.StopAsync().WaitAsync(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Should_be_alive_and_not_ready_while_the_document_store_is_away_and_say_when_to_ask_again()
    {
        await using var app = await Start(
            new EmptyService(service => service.Documents(Notes).Routes(routes => routes.MapGet(
                "/notes/{id}", (string id, IDocuments<Note> notes, CancellationToken cancellation) =>
                    notes.Find(id, cancellation)))),
            "--Documents:Store=Mongo",
            $"--Documents:ConnectionString=mongodb://127.0.0.1:{ClosedPort()}/?serverSelectionTimeoutMS=500");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), await Health(app));
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var refused = await http.GetAsync(
            new Uri("/notes/1", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        var problem = await refused.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.Equal("The document store is away. Ask again.", (string?)problem!["detail"]);
        await app.StopAsync();
    }

    private async Task<WebApplication> Start(IYardService service, params string[] settings)
    {
        var yard = new YardBuilder(
            ["--Urls=http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Logging:Level=Fatal", .. settings]);
        var app = yard.Add(service).Build();
        await app.StartAsync().WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
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

    private sealed record Note(string Id);
}
