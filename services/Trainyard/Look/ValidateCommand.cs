using System.CommandLine;
using System.Text.Json.Nodes;
using Trainyard.Cli.Run;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Pipelines;

namespace Trainyard.Cli.Look;

/// <summary><c>trainyard validate FILE</c>: checks a pipeline file, and says all that is wrong with it.</summary>
internal static class ValidateCommand
{
    private static readonly Argument<string> PipelineFile = new("file") { Description = "The pipeline file." };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A value in the place of the file's, as path=value; may be given again.",
        DefaultValueFactory = _ => [],
    };

    public static Command Create()
    {
        var command = new Command("validate", "Check a pipeline file without running it.")
        {
            PipelineFile, Set, YardOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var text = PipelineText.Load(parsed.GetValue(PipelineFile)!, parsed.GetValue(Set)!);
            var definition = text.Check();
            if (parsed.GetValue(YardOptions.Json))
                Screen.Json(JsonNode.Parse(PipelineJson.Write(definition))!);
            else
                Screen.Line($"{text.Path}: pipeline '{definition.Name}' is valid.");
            return ExitCodes.Succeeded;
        });
        return command;
    }
}
