using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Trainyard.EndToEnd.Tests;

/// <summary>
/// <c>trainyard up</c> as anybody starts it, with a key that has signed a model; and whoever reaches its port.
/// </summary>
public sealed class When_a_stranger_names_the_source : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(50);

    private static readonly string ManyParts = string.Concat(Enumerable.Repeat("d/", 100_000));

    private readonly Shell _shell = new();
    private readonly StringBuilder _heard = new();
    private Process _yard = null!;
    private Task<string> _log = null!;
    private HttpClient _http = null!;

    private string Data => Path.Combine(_shell.Folder, ".trainyard");

    public async ValueTask InitializeAsync()
    {
        // The samples are what a model can be made of; all else is as it is by default.
        _yard = _shell.Start(
            "up", "--urls", "http://127.0.0.1:0", "--setting", $"Ingestion:AllowedFolders:0={Shell.Samples}",
            "--setting", "Logging:Level=Debug");
        _log = _yard.StandardError.ReadToEndAsync();
        var line = (await _yard.StandardOutput.ReadLineAsync())!;
        _http = new HttpClient { BaseAddress = new Uri(line.Split(' ', ',')[3]), Timeout = Timeout };
        _shell.Write("table.csv", "nothing,other\n1,a\n");
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _yard.Kill();
        _yard.Dispose();
        _shell.Dispose();
        return default;
    }

    [Fact]
    public async Task Should_give_back_no_byte_of_the_yards_own_nor_of_the_machines()
    {
        await Sign();
        var key = Path.Combine(Data, "keys", "model-signing.pem");
        string[] canaries =
        [
            .. File.ReadAllLines(key).Where(line => !line.StartsWith("-----", StringComparison.Ordinal))
                .SelectMany(line => line.Chunk(12)).Where(part => part.Length == 12).Select(part => new string(part)),
            .. File.ReadAllLines("/etc/passwd").Take(1),
            "SQLite format",
        ];
        Assert.True(canaries.Length > 10);
        foreach (var (name, target) in ((string, string)[])[("key", key), ("keys", Path.Combine(Data, "keys")),
            ("passwd", "/etc/passwd"), ("zero", "/dev/zero")])
        {
            _ = File.CreateSymbolicLink(Path.Combine(_shell.Folder, name), target);
        }

        using (var make = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_shell.Folder, "pipe")))
            await make.WaitForExitAsync();

        foreach (var kind in (string[])["csv", "json", "json_lines", "parquet"])
        {
            foreach (var (path, folder) in ((string, string?)[])
            [
                (key, null), (".trainyard/keys/model-signing.pem", null), ("key", null), ("key", _shell.Folder),
                ("model-signing.pem", Path.GetDirectoryName(key)), ("keys/model-signing.pem", null),
                ("../keys/model-signing.pem", Data + "/trust"), (".trainyard/documents/pipeline.db", null),
                (".trainyard/yard.address", null), ("/etc/passwd", null), ("passwd", null), ("passwd", "/etc"),
                ("../../../../../../../../etc/passwd", null), ("/proc/self/environ", null), ("environ", "/proc/self"),
                ("/dev/zero", null), ("zero", null), ("pipe", null), (ManyParts + "x", null), ("table.csv", ManyParts),
            ])
            {
                await Ask(kind, path, folder);
            }
        }

        // Work beside it goes on: no place of Ingestion is held.
        await Sign();
        _yard.Kill();
        var said = _heard + await _log;
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, said, StringComparison.Ordinal));
        Assert.DoesNotContain("PRIVATE KEY", said, StringComparison.Ordinal);
    }

    /// <summary>Makes a run that registers a model, so that there is a key.</summary>
    private async Task Sign()
    {
        var pipeline = await File.ReadAllTextAsync(Shell.Sample("penguins"));
        var run = await Run(pipeline, Path.GetDirectoryName(Shell.Sample("penguins")));
        Assert.Equal("Succeeded", (string?)run["outcome"]);
    }

    /// <summary>Asks for a run and hears all there is to hear of it.</summary>
    private async Task Ask(string kind, string path, string? folder)
    {
        // The first value that breaks a rule is shown.
        var run = await Run(
            $$"""
            pipeline: stranger
            source: { {{kind}}: "{{path}}"{{(kind == "csv" ? ", header: false" : "")}} }
            schema: { column0: { type: category, values: [nothing, none] } }
            target: { column: column0, task: binary, positive: nothing }
            train: lightgbm
            """, folder);
        if (run["runId"] is not { } id)
        {
            // So long a text is no request.
            Assert.True(path.Length > 2000 || folder?.Length > 2000, $"{path}: {_heard}");
            return;
        }

        Assert.Equal("Rejected", (string?)run["outcome"]);
        _heard.Append(await _http.GetStringAsync($"/runs/{id}/diagram"));
    }

    private async Task<JsonObject> Run(string pipeline, string? folder)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        var request = new JsonObject
        {
            ["pipeline"] = pipeline, ["sourceFolder"] = folder ?? _shell.Folder, ["requestedBy"] = "stranger",
        };
        using var answer = await _http.PostAsJsonAsync("/runs", request, deadline.Token);
        var text = await answer.Content.ReadAsStringAsync(deadline.Token);
        _heard.Append(text);
        if (!answer.IsSuccessStatusCode)
            return new JsonObject();
        var id = (string)JsonNode.Parse(text)!["runId"]!;
        while (true)
        {
            using var read = await _http.GetAsync($"/runs/{id}", deadline.Token);
            var view = await read.Content.ReadAsStringAsync(deadline.Token);
            if (read.IsSuccessStatusCode && JsonNode.Parse(view)!["outcome"] is not null)
            {
                _heard.Append(view);
                return JsonNode.Parse(view)!.AsObject();
            }

            await Task.Delay(BetweenQuestions, TimeProvider.System, deadline.Token);
        }
    }
}
