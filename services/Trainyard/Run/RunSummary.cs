using System.Text.Json.Nodes;
using Spectre.Console;
using Trainyard.Api;
using Trainyard.Api.Alerts;
using Trainyard.Api.Runs;
using Trainyard.Cli.Predict;
using Trainyard.Cli.Terminal;
using Trainyard.Contracts;
using Trainyard.Hosting;

namespace Trainyard.Cli.Run;

/// <summary>
/// What a run closes with: how it ended, metrics beside thresholds, the version, a prediction, the diagram.
/// </summary>
internal static class RunSummary
{
    /// <summary>Asks for what belongs to it, and says it.</summary>
    public static async Task Show(
        RunView report, TrainyardClient client, (string Data, string SameYard, bool IsJson) called)
    {
        var never = CancellationToken.None;
        var row = await Afterwards.Try(() => Sample(report, client), never);
        var answer = row is null ? null : await Afterwards.Try(() => Predict(report, row, client), never);
        var diagram = await Afterwards.Try(() => SaveDiagram(report, client, called.Data), never);
        if (called.IsJson)
        {
            var json = ApiJson.Node(report);
            json["diagram"] = diagram;
            json["prediction"] = answer?.DeepClone();
            Screen.Json(json);
            return;
        }

        Screen.Line();
        ShowOutcome(report);
        Figures.Show(report.Findings);
        Figures.Show(report.Metrics, report.Gate, report.Baselines);
        if (row is not null && answer is not null)
            ShowPrediction(report, row, answer, called.SameYard);
        else if (report.Endpoint is { } endpoint)
            ShowWhereToAsk(endpoint);
        Screen.Line();
        Screen.Line("  diagram   " + (diagram
            ?? $"not saved; {Invocation.Command} show {report.RunId} --mermaid{called.SameYard}"));
        Screen.Line($"  record    {Invocation.Command} show {report.RunId}{called.SameYard}");
    }

    /// <summary>What became of the alerts; said last, since it is waited for.</summary>
    public static void Show(IReadOnlyList<AlertView> alerts, AlertWords words)
    {
        foreach (var alert in alerts)
            Screen.Line($"  alert     {alert.Receiver}: {words.Of(alert)}");
    }

    /// <summary>How it ended, where there is no time for more.</summary>
    public static string InOneSentence(RunView report) =>
        $"Run {report.RunId} of {report.Pipeline} ended as {report.Outcome?.ToString() ?? report.State}"
        + (report.Failure is { } failure ? $": {failure.TrimEnd('.')}." : ".");

    private static void ShowOutcome(RunView report)
    {
        var took = Words.Duration((report.EndedAt ?? report.RequestedAt) - report.RequestedAt);
        var words = report.Outcome switch
        {
            RunOutcome.Succeeded => $"[green]succeeded[/] in {took}: {report.Pipeline} version {report.Version}"
                + (report.Alias is { } alias ? $", deployed to {alias}" : ""),
            RunOutcome.Rejected => $"[yellow]rejected[/] after {took}: {report.Failure.EscapeMarkup()}",
            RunOutcome.Cancelled => $"[yellow]cancelled[/] after {took}",
            RunOutcome.Faulted or null => $"[red]faulted[/] after {took}: {report.Failure.EscapeMarkup()}",
            var other => throw new InvalidOperationException($"'{other}' is no outcome of a run that has ended."),
        };
        Screen.Markup(words);
    }

    private static void ShowPrediction(RunView report, JsonNode row, JsonNode answer, string sameYard)
    {
        Screen.Line();
        Screen.Line("A prediction, from the deployed version:");
        var quoted = Invocation.Quote(Screen.OneLine(row));
        Screen.Line($"  {Invocation.Command} predict {ModelOf(report)} --row {quoted}{sameYard}");
        Screen.Line($"  {Screen.OneLine(Likeliest.Of(answer))}");
    }

    private static string ModelOf(RunView report) => report.Alias is null or PredictCommand.UsualAlias
        ? report.Pipeline
        : $"{report.Pipeline}@{report.Alias}";

    private static void ShowWhereToAsk(string endpoint)
    {
        Screen.Line();
        Screen.Line($"Predictions come from the Serving service: POST {endpoint}");
    }

    private static async Task<JsonNode?> Sample(RunView report, TrainyardClient client) =>
        report.Endpoint is { } endpoint ? await client.Predictions.Sample(endpoint, CancellationToken.None) : null;

    private static async Task<JsonNode?> Predict(RunView report, JsonNode row, TrainyardClient client) =>
        await client.Predictions.Ask(report.Endpoint!, row, CancellationToken.None);

    private static async Task<string?> SaveDiagram(RunView report, TrainyardClient client, string data)
    {
        var folder = PrivateFolder.Make(Path.GetFullPath(Path.Combine(data, YardFolders.Diagrams)));
        var path = Path.Combine(folder, $"{report.RunId}.mmd");
        await File.WriteAllTextAsync(path, await client.Runs.Diagram(report.RunId, CancellationToken.None));
        return Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
    }
}
