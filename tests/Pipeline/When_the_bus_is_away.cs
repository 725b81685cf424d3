using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Trainyard.Contracts;
using Trainyard.Hosting;

namespace Trainyard.Pipeline.Tests;

public sealed class When_the_bus_is_away : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("yard-");

    [Fact]
    public async Task Should_accept_nothing_and_say_when_to_ask_again()
    {
        // Nothing listens on port 1.
        var yard = new YardBuilder(
        [
            "--Urls=http://127.0.0.1:0", $"--Data:Folder={_folder.FullName}", "--Logging:Level=Fatal",
            "--Bus:Transport=RabbitMq", "--Bus:Uri=amqp://guest:guest@127.0.0.1:1/",
        ]);
        await using var app = yard.Add(new PipelineService()).Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var run = Guid.NewGuid();

        using var refused = await http.PostAsJsonAsync(
            "/runs",
            new TrainRequested { RunId = run, Pipeline = Scripts.Churn },
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        using var unknown = await http.GetAsync($"/runs/{run}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
