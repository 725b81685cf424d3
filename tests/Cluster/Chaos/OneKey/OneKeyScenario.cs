using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos.OneKey;

/// <summary>Many requests with one idempotency key at once, to two processes of Pipeline and to the bus: one
/// run.</summary>
internal static class OneKeyScenario
{
    private const int AtOnce = 64;
    private const string Bus = "--Bus:Uri=";

    private enum Way
    {
        Http,
        Amqp,
        Both,

        /// <summary>Over HTTP while the bus is away for one of the processes, and again once it is back.</summary>
        HttpWithoutBus,
    }

    public static Scenario Scenario { get; } = new(
        "one-key", $"{AtOnce} requests at once with one idempotency key, over HTTP and AMQP, with and without the bus",
        Runs: 40, Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        await using var road = new Road();
        await using var cluster = await ServiceCluster.Start(
            chaos.Broker, Documents.InSqlite,
            (service, settings) => service == "Pipeline"
                ? [new(service, settings), new(service, [.. settings, $"{Bus}{road.Lead(BusOf(settings))}"])]
                : [new(service, settings)]);
        await using var client = await PlainClient.Connect(cluster.Bus);
        var both = cluster.Processes.Where(process => process.Name == "Pipeline").ToList();
        var (lost, several, refused) = (new List<string>(), new List<string>(), new List<string>());
        var (toldAway, expected) = (0, 0);
        for (var number = 0; number < chaos.Runs; number++)
        {
            var (way, key) = ((Way)(number % Enum.GetValues<Way>().Length), $"one-key-{number}");
            var said = way switch
            {
                Way.Http => await Post(both, key),
                Way.Amqp => await Publish(client, key, AtOnce),
                Way.Both => [.. (await Task.WhenAll(
                    Post(both, key), Publish(client, key, AtOnce))).SelectMany(answers => answers)],
                _ => await PostWithoutBus(road, both, key),
            };
            var away = said.Where(answer => answer.IsWithoutBus).ToList();
            toldAway += away.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
            expected += away.Count;
            refused.AddRange(said.Except(away).Where(answer => answer.Status != HttpStatusCode.Accepted)
                .Select(answer => $"{key} ({way}): {(int)answer.Status} {answer.Body}").Distinct());
            await Judge(client, both[0], key, said, lost, several);
            chaos.Say($"  {key,-12} {way,-15} {said.Count,3} answers, {away.Count} of them without the bus");
        }

        var findings = new Findings(chaos);
        return new Tally()
            .Count("requests", AtOnce * chaos.Runs)
            .Zero("lost", findings.Of("lost", lost))
            .Zero("several-runs", findings.Of("several runs", several))
            .Zero("refused", findings.Of("refused", refused))
            .Fact($"told-away {toldAway}/{expected}", toldAway == expected);
    }

    /// <summary>All answers must name one run; it must be the only one of its pipeline, and end once.</summary>
    private static async Task Judge(
        PlainClient client, ServiceProcess pipeline, string key, IReadOnlyList<Answer> said, List<string> lost,
        List<string> several)
    {
        var runs = await Runs(pipeline, key);
        var named = said.Select(answer => answer.Run).OfType<Guid>().Union(runs).ToList();
        if (named is not [var run])
        {
            (named.Count == 0 ? lost : several).Add($"{key}: {string.Join(", ", named)}");
            return;
        }

        if (!await client.Ends(run, Requests.Timeout))
            lost.Add($"{key}: {run} did not end");
        var endings = client.Received.Where(ending => (string?)ending.Message["pipeline"] == key)
            .Select(ending => (ending.Run, ending.MessageId)).Distinct();
        if (endings.Count() > 1 || (await Runs(pipeline, key)).Count != 1)
            several.Add($"{key}: {string.Join(", ", endings)}");
    }

    private static async Task<IReadOnlyList<Guid>> Runs(ServiceProcess pipeline, string key)
    {
        using var deadline = new CancellationTokenSource(Requests.Timeout);
        while (true)
        {
            var runs = await pipeline.Http.GetFromJsonAsync<JsonArray>($"/runs?pipeline={key}", deadline.Token);
            if (runs!.Count > 0)
                return [.. runs.Select(run => (Guid)run!["runId"]!)];
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }

    private static async Task<IReadOnlyList<Answer>> PostWithoutBus(
        Road road, List<ServiceProcess> processes, string key)
    {
        await road.Cut();
        // Who does not know yet that the bus is away may accept, and begins the run later, or has the other do it.
        var unaware = await Post(processes, key);
        await processes[1].NotReady();
        var without = await Post([processes[1]], key);
        road.Mend();
        await processes[1].Ready();
        return
        [
            .. unaware.Where(answer => answer.Status != HttpStatusCode.ServiceUnavailable),
            .. without.Select(answer => answer with { IsWithoutBus = true }),
            .. await Post(processes, key),
        ];
    }

    private static async Task<IReadOnlyList<Answer>> Post(List<ServiceProcess> processes, string key) =>
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async number =>
        {
            using var answer = await processes[number % processes.Count].Http.PostAsJsonAsync("/runs", Request(key));
            var body = await answer.Content.ReadAsStringAsync();
            var run = JsonNode.Parse(body) is JsonObject words ? (Guid?)words["runId"] : null;
            return new Answer(answer.StatusCode, run, body);
        }));

    private static async Task<IReadOnlyList<Answer>> Publish(PlainClient client, string key, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => client.Ask(Guid.NewGuid(), Request(key))));
        return [];
    }

    private static Uri BusOf(string[] settings) =>
        new(settings.Single(setting => setting.StartsWith(Bus, StringComparison.Ordinal))[Bus.Length..]);

    private static JsonObject Request(string key)
    {
        var request = SmallRuns.Request(0);
        request["idempotencyKey"] = key;
        request["overrides"]!["pipeline"] = key;
        return request;
    }

    /// <summary>What a request was answered. Without the bus it must be 503: nothing was accepted.</summary>
    private sealed record Answer(HttpStatusCode Status, Guid? Run, string Body, bool IsWithoutBus = false);
}
