using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Tests;

public sealed class When_an_answer_breaks : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("unforeseen", false, "Something broke while this was answered; the log of the server says what.")]
    [InlineData("unforeseen", true, "It is broken. (InvalidOperationException)")]
    [InlineData("missing", false, "A document store of the service is not there.")]
    [InlineData("missing", true, "There is no database '/a/b.db'.")]
    public async Task Should_say_why_to_whoever_started_the_process_and_where_to_look_to_others(
        string failure, bool isOwn, string detail)
    {
        var service = new EmptyService(service => service.Routes(routes =>
        {
            routes.MapGet("/unforeseen", string () => throw new InvalidOperationException("It is broken."));
            routes.MapGet("/missing", string () => throw new DatabaseMissingException("/a/b.db"));
        }));
        await using var app = new YardBuilder(
            [
                "--Urls=http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Logging:Level=Fatal",
                $"--Http:Reasons={isOwn}",
            ])
            .Add(service).Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var reply = await http.GetAsync(
            new Uri($"/{failure}", UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await reply.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.Equal((500, detail), ((int)reply.StatusCode, (string?)problem!["detail"]));
    }
}
