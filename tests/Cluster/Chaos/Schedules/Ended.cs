using System.Text.Json.Nodes;
using Trainyard.Contracts;
using Trainyard.Sagas;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>What a run led to, without what time, place and chance make different each time.</summary>
/// <param name="State">The state of the run.</param>
/// <param name="Record">All it heard and said, in order, but for the word to go on; attempts that failed last, since
/// their news may come at any time.</param>
/// <param name="Endings">The endings that were announced, one for each message id.</param>
/// <param name="Versions">Registered versions.</param>
/// <param name="Alerts">Alerts, by outcome.</param>
internal sealed record Ended(
    string State, IReadOnlyList<string> Record, IReadOnlyList<string> Endings, int Versions,
    IReadOnlyList<string> Alerts)
{
    private static readonly string[] Passing =
    [
        "runId", "deploymentId", "startedAt", "elapsed", "endedAt", "statement", "moveStatement", "retryAfter",
        "definition",
    ];

    public static IReadOnlyList<string> RecordOf(IReadOnlyList<JournalEntry> record) =>
    [
        .. record.Where(entry => entry.Message is not (nameof(AttemptFailed) or nameof(ResumeRun))).Select(Line),
        .. record.Where(entry => entry.Message == nameof(AttemptFailed)).Select(Line).Order(),
    ];

    /// <summary>What differs from another, or null.</summary>
    public string? DiffersFrom(Ended other)
    {
        if (State != other.State)
            return $"it ended as {State}, not {other.State}";
        if (!Endings.SequenceEqual(other.Endings))
            return $"announced: {string.Join(", ", Endings)}, not {string.Join(", ", other.Endings)}";
        if (Versions != other.Versions)
            return $"{Versions} versions, not {other.Versions}";
        if (!Alerts.SequenceEqual(other.Alerts))
            return $"alerts on {string.Join(", ", Alerts)}, not {string.Join(", ", other.Alerts)}";
        var at = Enumerable.Range(0, Math.Max(Record.Count, other.Record.Count))
            .FirstOrDefault(at => Record.ElementAtOrDefault(at) != other.Record.ElementAtOrDefault(at), -1);
        return at < 0
            ? null
            : $"line {at + 1} of the record is '{Record.ElementAtOrDefault(at)}', "
                + $"not '{other.Record.ElementAtOrDefault(at)}'";
    }

    private static string Line(JournalEntry entry)
    {
        var body = JsonNode.Parse(entry.Body.GetRawText())!;
        Forget(body);
        return $"{entry.Direction} {entry.Message} {body.ToJsonString()}";
    }

    private static void Forget(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Forget(item);
        }
        else if (node is JsonObject members)
        {
            foreach (var name in Passing) members.Remove(name);
            foreach (var (_, member) in members) Forget(member);
        }
    }
}
