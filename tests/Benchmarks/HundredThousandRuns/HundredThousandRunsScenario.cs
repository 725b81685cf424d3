using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trainyard.Cli.Doctor;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.CollectBlobs;
using Trainyard.Jobs.Store;
using Trainyard.Pipeline;
using Trainyard.Support;

namespace Trainyard.Benchmarks.HundredThousandRuns;

/// <summary>What a yard costs once it has been used for years: start, lists, claims, doctor.</summary>
internal static class HundredThousandRunsScenario
{
    private const int Backlog = 10_000;
    private const int Claims = 500;

    private static readonly TimeSpan ListTarget = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DoctorTarget = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StartTarget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ClaimTarget = TimeSpan.FromMilliseconds(2);

    public static Scenario Scenario { get; } = new(
        "hundred-thousand-runs",
        "start of Pipeline, GET /runs, claim from a backlog of 10,000, doctor, with that many stored; [RUNS [FOLDER]]",
        Run);

    private static async Task<bool> Run(IReadOnlyList<string> arguments)
    {
        var count = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100_000;
        // A folder that is there from an earlier call is measured as it is.
        var folder = arguments.Count > 1
            ? arguments[1]
            : Directory.CreateTempSubdirectory("trainyard-runs-").FullName;
        try
        {
            var stored = new StoredRuns(folder);
            if (!Directory.Exists(Path.Combine(folder, "documents")))
                await stored.Make(Churn(), count, Backlog);
            return await Measure(stored, folder);
        }
        finally
        {
            if (arguments.Count < 2)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(StoredRuns stored, string folder)
    {
        var isMet = true;
        var began = Stopwatch.GetTimestamp();
        await using (var pipeline = await Start(folder))
        {
            isMet &= Say("start of Pipeline", Stopwatch.GetElapsedTime(began), StartTarget);
            using var http = new HttpClient { BaseAddress = new Uri(pipeline.Urls.First()) };
            foreach (var filter in Filters)
            {
                var taken = await Median(() => http.GetStringAsync("/runs" + filter));
                isMet &= Say($"GET /runs{filter}", taken, ListTarget);
            }

            isMet &= Say("GET /runs, 100 pages further", await Further(http, 100), ListTarget);
            await pipeline.StopAsync();
        }

        await using (var training = stored.Database("training"))
        {
            var store = StoredRuns.Backlog(training);
            // What the claim is made of: finding the next job, and one write that is flushed to this disk.
            var stopped = training.Collection(StoppedRun.Collection);
            var find = await Median(async () => (await store.Next(CancellationToken.None))!.Document.Id, Claims);
            var write = await Median(async () => $"{await stopped.TryInsert(new(Guid.NewGuid(), default))}", Claims);
            Console.WriteLine(
                $"  finding the next job: {find.TotalMilliseconds:F2} ms; a write of one row that nobody else needs: "
                + $"{write.TotalMilliseconds:F2} ms");
            isMet &= Say("claim", await Median(Claim, Claims), ClaimTarget);

            var command = (await store.Next(CancellationToken.None))!.Document.Command.Deserialize<TrainModel>(
                JobJson.Options)!;
            Console.WriteLine($"  storing a command: {(await Median(Accept, Claims)).TotalMilliseconds:F2} ms");

            async Task<string> Accept() => $"{await store.Accept(
                command with { RunId = Guid.NewGuid(), Pipeline = "other" }, Guid.NewGuid(), CancellationToken.None)}";

            async Task<string> Claim()
            {
                var next = await store.Next(CancellationToken.None);
                var claim = await store.Claim(next!, "bench", TimeSpan.FromHours(1), CancellationToken.None);
                return claim!.Id;
            }
        }

        await using var yard = AllServices.AddTo(new YardBuilder(
        [
            "--Logging:Level=Fatal", $"--Data:Folder={folder}", "--Documents:ReadOnly=true",
            "--Urls=http://127.0.0.1:0",
        ])).Build();
        began = Stopwatch.GetTimestamp();
        var diagnosis = await Examination.Of(yard.Services, isDeep: false, CancellationToken.None);
        isMet &= Say(
            $"doctor, {diagnosis.Findings.Count} findings", Stopwatch.GetElapsedTime(began), DoctorTarget);
        began = Stopwatch.GetTimestamp();
        _ = await yard.Services.GetRequiredService<BlobCollector>().Collect(isDryRun: true, CancellationToken.None);
        Console.WriteLine($"  names of all blobs: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms");
        Console.WriteLine($"hundred-thousand-runs: {(isMet ? "every target is met" : "a target is not met")}");
        return isMet;
    }

    private static IEnumerable<string> Filters =>
    [
        "", $"?pipeline={StoredRuns.PipelineOf(7)}", "?state=Cancelled",
        $"?pipeline={StoredRuns.PipelineOf(7)}&state={StoredRuns.StateOf(7)}",
        $"?pipeline={StoredRuns.PipelineOf(7)}&state=Training", "?pipeline=none", "?limit=1000",
        "?state=Rejected&limit=1000",
    ];

    private static async Task<WebApplication> Start(string folder)
    {
        var app = new YardBuilder(["--Urls=http://127.0.0.1:0", $"--Data:Folder={folder}", "--Logging:Level=Error"])
            .Add(new PipelineService()).Build();
        await app.StartAsync();
        var health = app.Services.GetRequiredService<HealthCheckService>();
        while ((await health.CheckHealthAsync()).Status != HealthStatus.Healthy)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        return app;
    }

    private static async Task<TimeSpan> Further(HttpClient http, int pages)
    {
        // The way there is not what is measured.
        var page = "/runs?limit=100";
        for (var walked = 0; walked < pages; walked++)
        {
            using var answer = await http.GetAsync(new Uri(page, UriKind.RelativeOrAbsolute));
            page = "/runs" + answer.Headers.GetValues("Link").Single().Split('<', '>')[1];
        }

        return await Median(() => http.GetStringAsync(page));
    }

    private static async Task<TimeSpan> Median(Func<Task<string>> work, int times = 21)
    {
        _ = await work();
        var taken = new List<TimeSpan>();
        for (var time = 0; time < times; time++)
        {
            var began = Stopwatch.GetTimestamp();
            _ = await work();
            taken.Add(Stopwatch.GetElapsedTime(began));
        }

        return taken.Order().ElementAt(times / 2);
    }

    private static bool Say(string what, TimeSpan taken, TimeSpan target)
    {
        Console.WriteLine($"  {what}: {taken.TotalMilliseconds:F2} ms, target {target.TotalMilliseconds:F0} ms");
        return taken <= target;
    }

    private static string Churn()
    {
        var folder = Path.Combine(RealData.Repository, "shared", "samples", "churn");
        return File.ReadAllText(Path.Combine(folder, "pipeline.yaml"))
            .Replace("churn.csv", Path.Combine(folder, "churn.csv"), StringComparison.Ordinal);
    }
}
