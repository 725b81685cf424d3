using System.CommandLine;
using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Cli.Run;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Ingestion;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Preprocessing;

namespace Trainyard.Cli.Look;

/// <summary><c>trainyard validate FILE</c>: checks a pipeline file, with <c>--data</c> also the first rows of its
/// source, and says all that is wrong with it.</summary>
internal static class ValidateCommand
{
    private static readonly Argument<string> PipelineFile = new("file") { Description = "The pipeline file." };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A value in the place of the file's, as path=value; may be given again.",
        DefaultValueFactory = _ => [],
    };

    // The folder that a command keeps its own things in, unless it is told another: no source lies there.
    private const string OwnFolder = ".trainyard";

    private static readonly Option<bool> Data = new("--data")
    {
        Description = "Also hold the first rows of the source, all of a small file, against the pipeline.",
    };

    public static Command Create()
    {
        var command = new Command("validate", "Check a pipeline file, and with --data its source, without running it.")
        {
            PipelineFile, Set, Data, YardOptions.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var text = PipelineText.Load(parsed.GetValue(PipelineFile)!, parsed.GetValue(Set)!);
            var definition = text.Check();
            var look = parsed.GetValue(Data)
                ? await SourceLook.OfCaller(
                    definition, text.Folder, OwnFolder, rows => PreparationLook.Take(definition, rows, cancellation),
                    cancellation)
                : null;
            if (parsed.GetValue(YardOptions.Json))
                Screen.Json(Json(definition, look));
            else
                Show(text, definition, look);
            return look is { Findings.Count: > 0 } ? ExitCodes.Rejected : ExitCodes.Succeeded;
        });
        return command;
    }

    private static void Show(PipelineText text, PipelineDefinition definition, SourceLook? look)
    {
        foreach (var finding in look is null ? [] : look.Findings.Concat(look.Warnings))
            Screen.Line($"  {(finding.IsWarning ? "warning" : "error")}  {finding.Rule}: {finding.Message}");
        var rows = look is null ? "" : look.IsWhole ? $"all {look.Rows} rows" : $"the first {look.Rows} rows";
        Screen.Line($"{text.Path}: pipeline '{definition.Name}' is valid" + look switch
        {
            null => ".",
            { Findings.Count: 0 } => $", and {rows} of its source fit.",
            { Findings.Count: 1 } => ", and its source has a problem.",
            { Findings.Count: var count } => $", and its source has {count} problems.",
        });
    }

    private static JsonNode Json(PipelineDefinition definition, SourceLook? look)
    {
        var json = JsonNode.Parse(PipelineJson.Write(definition))!;
        return look is null
            ? json
            : new JsonObject
            {
                ["definition"] = json,
                ["findings"] = new JsonArray([.. look.Findings.Select(finding => (JsonNode)ApiJson.Node(finding))]),
                ["warnings"] = new JsonArray([.. look.Warnings.Select(finding => (JsonNode)ApiJson.Node(finding))]),
                ["rows"] = look.Rows,
                ["isWhole"] = look.IsWhole,
            };
    }
}
