using System.CommandLine;
using System.Text.Json.Nodes;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Dead;

/// <summary><c>trainyard dead show ID</c>: all that is known of a dead letter.</summary>
internal static class ShowDeadCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The id of the dead letter." };

    private static readonly Option<bool> Stack =
        new("--stack") { Description = "Print where the exception came from, too." };

    public static Command Create()
    {
        var command = new Command("show", "Show a dead letter: why it died, who did what with it, and its body.")
        {
            Id, Stack,
        };
        command.WithYard().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        await using var yard = await parsed.Open(cancellation);
        var letter = await yard.Client.DeadLetter(parsed.GetValue(Id)!, cancellation);
        if (parsed.GetValue(YardOptions.Json))
            Screen.Json(letter);
        else
            Print(letter, parsed.GetValue(Stack));
        return ExitCodes.Succeeded;
    }

    private static void Print(JsonObject letter, bool stack)
    {
        Screen.Line($"dead letter {letter["id"]}: {letter["state"]}");
        Screen.Line($"{Text("messageType") ?? "a message"} died in {letter["queue"]} at {At(letter["diedAt"])}"
            + (letter["tries"] is { } tries ? $", tries: {tries}" : "")
            + ((int)letter["deaths"]! > 1 ? $", deaths: {letter["deaths"]}" : ""));
        Screen.Line(Text("explanation")!);
        Line("run         ", Text("runId"));
        Line("message id  ", Text("messageId"));
        Line("retry of    ", Text("retryOf"));
        Line("died again  ", string.Join(", ", letter["diedAgainAs"]!.AsArray().Select(id => (string)id!)));
        Line("exception   ", Text("exceptionType"));
        if (stack)
            Line("", Text("stackTrace"));
        Screen.Line();
        string[] head = ["AT", "WHO", "DID", "WHY"];
        foreach (var line in Lines.InColumns([head, .. letter["history"]!.AsArray().Select(entry => new[]
        {
            At(entry!["at"]), (string)entry["by"]!, (string)entry["did"]!, (string?)entry["why"] ?? "",
        })]))
        {
            Screen.Line(line);
        }

        Screen.Line();
        Screen.Line(Text("body") ?? $"a body that is no text, in base64: {letter["bodyBytes"]}");

        string? Text(string name) => (string?)letter[name];
    }

    private static string At(JsonNode? time) => ((DateTimeOffset)time!).ToString("yyyy-MM-dd HH:mm:ss'Z'");

    private static void Line(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Screen.Line(name + value);
    }
}
