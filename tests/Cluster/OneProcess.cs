using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests;

/// <summary>The command <c>trainyard up</c>: all services in one process, bus in memory, documents in SQLite.</summary>
internal sealed class OneProcess : IDisposable
{
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-up-");
    private readonly ServiceProcess _yard;

    private OneProcess() => _yard = new ServiceProcess(
        "Trainyard", "up", "--data", _folder.FullName,
        "--setting", $"Ingestion:AllowedFolders:0={Repository.Samples}");

    public HttpClient Http => _yard.Http;

    public static async Task<OneProcess> Start()
    {
        var process = new OneProcess();
        process._yard.Start();
        await process._yard.Ready();
        return process;
    }

    /// <summary>Asks for a run and gives it back once it has succeeded.</summary>
    public async Task<JsonObject> Run(JsonObject request, TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        using var accepted = await Http.PostAsJsonAsync("/runs", request, deadline.Token);
        var reply = await accepted.Content.ReadAsStringAsync(deadline.Token);
        Assert.True(accepted.IsSuccessStatusCode, reply);
        var run = (string)JsonNode.Parse(reply)!["runId"]!;
        while (true)
        {
            using var read = await Http.GetAsync($"/runs/{run}", deadline.Token);
            var view = read.IsSuccessStatusCode
                ? await read.Content.ReadFromJsonAsync<JsonObject>(deadline.Token)
                : null;
            if (view?["outcome"] is { } outcome)
            {
                Assert.True((string)outcome! == "Succeeded", $"{view["failure"]}\n{_yard.Log}");
                return view;
            }

            await Task.Delay(BetweenQuestions, TimeProvider.System, deadline.Token);
        }
    }

    public void Dispose()
    {
        _yard.Dispose();
        _folder.Delete(recursive: true);
    }
}
