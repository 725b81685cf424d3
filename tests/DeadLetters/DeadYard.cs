using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Bus.DeadLetters;

namespace Trainyard.DeadLetters.Tests;

/// <summary>The room of dead letters beside a service that is broken, with a bus in memory and stores in a
/// folder.</summary>
internal sealed class DeadYard : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-test-").FullName;
    private readonly string[] _settings;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    private DeadYard(string[] settings) => _settings = settings;

    public BrokenService Broken { get; private set; } = null!;

    public KeepingService Keeping { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public static async Task<DeadYard> Start(params string[] settings)
    {
        var yard = new DeadYard(settings);
        await yard.Open();
        return yard;
    }

    /// <summary>All blobs of the yard.</summary>
    public IEnumerable<string> Blobs => Directory.EnumerateFiles(
        Path.Combine(_folder, "artifacts", "sha256"), "*", SearchOption.AllDirectories);

    /// <summary>Another process on the same stores.</summary>
    public async Task Restart()
    {
        await Close();
        await Open();
    }

    /// <summary>Asks something of the broken service; gives the id of the message.</summary>
    public async Task<Guid> Publish()
    {
        var id = Guid.NewGuid();
        await Services.GetRequiredService<IBus>().Publish(
            new CancelRun { RunId = Guid.NewGuid(), RequestedBy = "ada" }, publish => publish.MessageId = id);
        return id;
    }

    /// <summary>Puts any bytes into the queue of the broken service.</summary>
    public Task Put(string body, string contentType = "application/json") =>
        Services.GetRequiredService<QueueSender>().Send(
            new DeadMessage
            {
                Queue = "train-model",
                Cause = DeathCause.Other,
                MessageId = Guid.NewGuid().ToString(),
                ContentType = contentType,
                Headers = new Dictionary<string, string>(),
                Body = Encoding.UTF8.GetBytes(body),
            },
            "", CancellationToken.None);

    /// <summary>Keeps what RabbitMQ gave up after its last delivery; a bus in memory never does.</summary>
    public Task GiveUp(string body, string queue = "move-alias", Guid? id = null) =>
        ActivatorUtilities.CreateInstance<DeadLetterKeeping>(Services).Keep(
        new DeadMessage
        {
            Queue = queue,
            Cause = DeathCause.GivenUp,
            MessageId = (id ?? Guid.NewGuid()).ToString(),
            ContentType = "application/vnd.masstransit+json",
            Headers = new Dictionary<string, string>(),
            Body = Encoding.UTF8.GetBytes(body),
        },
        CancellationToken.None);

    /// <summary>Keeps what somebody put into the queue of dead letters.</summary>
    public Task Keep(byte[] body, Dictionary<string, string> headers, string? retryOf = null) =>
        ActivatorUtilities.CreateInstance<DeadLetterKeeping>(Services).Keep(
            new DeadMessage
            {
                Queue = "train-model", Cause = DeathCause.Other, MessageId = Guid.NewGuid().ToString(),
                Headers = headers, Body = body, RetryOf = retryOf,
            },
            CancellationToken.None);

    /// <summary>The dead letters that meet a query, newest first, once there are so many.</summary>
    public async Task<JsonObject[]> Dead(int count, string query = "?state=Dead")
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (true)
        {
            var found = (await _http.GetFromJsonAsync<JsonArray>("/dead" + query, deadline.Token))!;
            if (found.Count == count)
                return [.. found.Select(letter => letter!.AsObject())];
            await Task.Delay(BetweenQuestions, TimeProvider.System, deadline.Token);
        }
    }

    public async Task<JsonObject> Read(string id) => (await _http.GetFromJsonAsync<JsonObject>($"/dead/{id}"))!;

    /// <summary>What was done with a dead letter, once so much was.</summary>
    public async Task<string[]> DeedsOnce(string id, int count)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (true)
        {
            var deeds = When_a_message_can_not_be_handled.Deeds(await Read(id));
            if (deeds.Length >= count)
                return deeds;
            await Task.Delay(BetweenQuestions, TimeProvider.System, deadline.Token);
        }
    }

    public async Task<(HttpStatusCode Status, JsonObject Answer)> Decide(
        string id, string deed, string? by = "ada", string? why = "the valve is loose again")
    {
        using var answer = await _http.PostAsJsonAsync($"/dead/{id}/{deed}", new { requestedBy = by, reason = why });
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    public async Task<(HttpStatusCode Status, string Answer)> Get(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Open()
    {
        (Broken, Keeping) = (new BrokenService(), new KeepingService());
        _app = new YardBuilder([
            $"--Data:Folder={_folder}", "--urls=http://127.0.0.1:0", "--Logging:Level=Fatal", "--Bus:Attempts=3",
            .. _settings,
        ]).Add(Keeping).Add(Broken).Build();
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    private async Task Close()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
