using System.Text.Json;
using System.Text.Json.Nodes;
using Trainyard.Api.Runs;
using Trainyard.Cli.Run;
using Trainyard.Cli.Terminal;
using Trainyard.Contracts;

namespace Trainyard.Cli.Look;

/// <summary>What a run was made of, in lines: data, split, trainer, model, who asked and why. All of it is read from
/// the record of the run and the definition that it was made with.</summary>
/// <param name="Run">The run.</param>
/// <param name="Definition">Its pipeline definition; null where that can't be read.</param>
internal sealed record Origin(RunView Run, JsonNode? Definition)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<Origin> Of(Guid runId, Api.TrainyardClient client, CancellationToken cancellation) => new(
        await client.Runs.Read(runId, cancellation),
        await Afterwards.Try<JsonNode>(
            async () => await client.Runs.Definition(runId, cancellation), cancellation, "The definition of the run"));

    public IEnumerable<(string Name, string? Value)> Lines =>
    [
        ("asked by", $"{Run.RequestedBy} at {Run.RequestedAt.UtcDateTime:u}, {Why(Run.Trigger)}"),
        ("owner", Run.Owner),
        ("data", Data),
        ("snapshot", Digest(Run.Snapshot)),
        ("target", Target),
        ("split", Split),
        ("features", Digest(Run.Features)),
        ("trainer", Trainer),
        ("seed", Run.Definition is null ? null : $"{Run.Seed}"),
        ("model", Model),
        ("definition", Digest(Run.Definition)),
        ("report", Digest(Run.Report)),
    ];

    /// <summary>What led to a run or a move.</summary>
    public static string Why(Trigger trigger) => trigger.Kind switch
    {
        TriggerKind.Request => "by request",
        TriggerKind.Schedule => $"by the schedule {trigger.Name}",
        TriggerKind.Drift => $"because of drift: {trigger.Name}",
        TriggerKind.Run => $"because of run {trigger.Name}",
        var other => throw new InvalidOperationException($"Nobody said how {other} is told."),
    };

    public static string? Digest(ArtifactReference? artifact) =>
        artifact is null ? null : $"sha256 {artifact.Sha256}, {artifact.Size:N0} bytes";

    private string? Data
    {
        get
        {
            var size = Reply<DataFetched>() is { } fetched
                ? $"{fetched.Rows:N0} rows, {fetched.Columns:N0} columns"
                : null;
            var folder = Run.SourceFolder is { } start ? $"from {start}" : null;
            return Joined(Options(Definition?["source"]), folder, size);
        }
    }

    private string? Target => Options(Definition?["target"]);

    private string? Split
    {
        get
        {
            var parts = Reply<DataPrepared>() is { } prepared
                ? $"{prepared.TrainingRows:N0} rows to train, {prepared.HeldOutRows:N0} held out"
                    + (prepared.DroppedRows > 0 ? $", {prepared.DroppedRows:N0} dropped" : "")
                : null;
            return Joined(Options(Definition?["split"]), parts);
        }
    }

    private string? Trainer => Options(Definition?["train"]);

    private string? Model => Run.Model is null ? null : Joined(
        Digest(Run.Model),
        Reply<ModelTrained>() is { } trained
            ? trained.IsReproducible ? "the same bytes for the same inputs and seed" : "not the same bytes each time"
            : null);

    /// <summary>The reply of a step, where the run has it.</summary>
    private T? Reply<T>()
        where T : class, IRunMessage =>
        Run.Record.LastOrDefault(entry => entry.Message == typeof(T).Name) is { } entry
            ? entry.Body.Deserialize<T>(Json)
            : null;

    private static string? Joined(params IEnumerable<string?> parts) =>
        string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } joined ? joined : null;

    /// <summary>A part of the definition on one line: what it is, then each option with its value.</summary>
    private static string? Options(JsonNode? part) => part switch
    {
        null => null,
        JsonObject options => Joined(options.Where(option => option.Value is not (null or JsonArray { Count: 0 }))
            .Select(option =>
                (option.Key is "trainer" or "kind" or "type" ? "" : option.Key + " ") + Text(option.Value!))),
        _ => Text(part),
    };

    private static string Text(JsonNode value) => value switch
    {
        JsonObject => "(" + Options(value) + ")",
        JsonArray list => string.Join(" ", list.Select(item => item is null ? "null" : Text(item))),
        // A lone sign would be taken for punctuation of the line.
        _ => value.ToString() is { } text && text.Any(char.IsLetterOrDigit)
            && text.All(c => char.IsLetterOrDigit(c) || " _-./".Contains(c))
            ? text
            : $"'{value}'",
    };
}
