using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>The runs that were asked for, what was heard of them, and what is wrong with that.</summary>
internal sealed class Ledger(PlainClient client)
{
    private readonly Dictionary<string, bool> _asked = [];

    /// <summary>All runs.</summary>
    public IReadOnlyCollection<string> Runs => Asked().Keys;

    /// <summary>Asks for small runs, so many at once, and waits for the end of each; one that does not end in time is
    /// lost.</summary>
    /// <param name="runs">How many.</param>
    /// <param name="atOnce">How many at once.</param>
    /// <param name="request">The request of a run by its number.</param>
    /// <param name="turn">What a run waits for before it is asked for; nothing by default.</param>
    /// <param name="ended">Told of each end.</param>
    /// <param name="within">The time for each; as for a run that nothing disturbs by default.</param>
    public async Task Ask(
        int runs, int atOnce, Func<int, JsonObject> request, Func<int, Task>? turn = null, Action? ended = null,
        TimeSpan? within = null)
    {
        using var places = new SemaphoreSlim(atOnce);
        await Task.WhenAll(Enumerable.Range(0, runs).Select(async number =>
        {
            await places.WaitAsync();
            if (turn is not null) await turn(number);
            var run = Guid.NewGuid();
            Note(run, SmallRuns.Succeeds(number));
            await client.Ask(run, request(number));
            await client.Ends(run, within ?? Requests.Timeout);
            ended?.Invoke();
            places.Release();
        }));
    }

    /// <summary>Notes a run that was accepted, and whether it should succeed or be rejected.</summary>
    public void Note(Guid run, bool succeeds)
    {
        lock (_asked) _asked.Add(run.ToString(), succeeds);
    }

    /// <summary>Accepted, and no ending was heard.</summary>
    public IReadOnlyList<string> Lost()
    {
        var ended = client.Received.Select(ending => ending.Run).ToHashSet();
        return [.. Asked().Keys.Where(run => !ended.Contains(run))];
    }

    /// <summary>Two endings: of different kinds, or of one kind under two message ids.</summary>
    public IReadOnlyList<string> Twice() =>
        [.. Endings().Where(run => run.DistinctBy(ending => (ending.Name, ending.MessageId)).Count() > 1)
            .Select(run => run.Key!)];

    /// <summary>Ended in another way than a run that nothing disturbs.</summary>
    public IReadOnlyList<string> Otherwise()
    {
        var asked = Asked();
        return [.. client.Received
            .Where(ending => Expected(asked[ending.Run!]) != (ending.Name, (string?)ending.Message["reason"]))
            .Select(ending => $"{ending.Run} {ending.Name} {ending.Message["message"]}").Distinct()];
    }

    /// <summary>Runs with a second version, with a version although they were rejected, or without although they
    /// succeeded.</summary>
    public async Task<IReadOnlyList<string>> WrongVersions(HttpClient registry)
    {
        var registered = new List<string>();
        foreach (var model in SmallRuns.ModelNames)
        {
            for (var skip = 0; await Versions(registry, model, skip) is { Count: > 0 } page; skip += page.Count)
                registered.AddRange(page);
        }

        var succeeded = client.Received.Where(ending => ending.Name == "TrainingSucceeded")
            .Select(ending => ending.Run!).ToHashSet();
        return
        [
            .. registered.GroupBy(run => run).Where(run => run.Count() > 1).Select(run => run.Key),
            .. registered.Except(succeeded),
            .. succeeded.Except(registered),
        ];
    }

    private static (string Name, string? Reason) Expected(bool succeeds) =>
        succeeds ? ("TrainingSucceeded", null) : ("TrainingFailed", "MetricsBelowThreshold");

    private static async Task<List<string>> Versions(HttpClient registry, string model, int skip)
    {
        using var reply = await registry.GetAsync(
            new Uri($"/models/{model}?limit=1000&skip={skip}", UriKind.Relative));
        if (!reply.IsSuccessStatusCode) return [];
        var view = await reply.Content.ReadFromJsonAsync<JsonObject>();
        return [.. view!["versions"]!.AsArray().Select(version => (string)version!["runId"]!)];
    }

    private IEnumerable<IGrouping<string?, Ending>> Endings() => client.Received.GroupBy(ending => ending.Run);

    private Dictionary<string, bool> Asked()
    {
        lock (_asked) return new(_asked);
    }
}
