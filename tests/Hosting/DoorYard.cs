using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Trainyard.Hosting.Http;

namespace Trainyard.Hosting.Tests;

/// <summary>A process with one route, which says who asks.</summary>
internal sealed class DoorYard : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-").FullName;
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private DoorYard(string[] settings)
    {
        var service = new EmptyService(service => service.Routes(routes =>
            routes.MapGet("/caller", (Caller caller) => caller.Name ?? "nobody")));
        _app = new YardBuilder(
            [$"--Data:Folder={_folder}", "--Logging:Level=Fatal", "--Urls=http://127.0.0.1:0", .. settings])
            .Add(service).Build();
        _http = new HttpClient();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _http.BaseAddress!;

    public static async Task<DoorYard> Start(params string[] settings)
    {
        var yard = new DoorYard(settings);
        await yard._app.StartAsync(TestContext.Current.CancellationToken);
        yard._http.BaseAddress = new Uri(yard._app.Urls.First());
        return yard;
    }

    /// <summary>Asks, with headers that are sent as they are.</summary>
    public async Task<Answer> Ask(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var reply = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var detail = reply.IsSuccessStatusCode ? await reply.Content.ReadAsStringAsync() : null;
        if (detail is null)
        {
            Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
            detail = (string?)(await reply.Content.ReadFromJsonAsync<JsonObject>())!["detail"];
        }

        return new Answer((int)reply.StatusCode, detail ?? "", $"{reply.Headers.WwwAuthenticate}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>What was answered.</summary>
internal sealed record Answer(int Status, string Text, string Challenge);
