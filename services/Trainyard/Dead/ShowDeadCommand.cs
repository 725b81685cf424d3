using System.CommandLine;
using Trainyard.Api;
using Trainyard.Api.DeadLetters;
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
        var id = DeadLetterId.Of(parsed.GetValue(Id)!);
        await using var yard = await parsed.OpenToRead(cancellation);
        var letter = await yard.Client.DeadLetters.Read(id, cancellation);
        if (parsed.GetValue(YardOptions.Json))
            Screen.Json(ApiJson.Node(letter));
        else
            Print(letter, parsed.GetValue(Stack));
        return ExitCodes.Succeeded;
    }

    private static void Print(DeadLetterView letter, bool stack)
    {
        Screen.Line($"dead letter {letter.Id}: {letter.State}");
        Screen.Line($"{letter.MessageType ?? "a message"} died in {letter.Queue} at {At(letter.DiedAt)}"
            + (letter.Tries is { } tries ? $", tries: {tries}" : "")
            + (letter.Deaths > 1 ? $", deaths: {letter.Deaths}" : ""));
        Screen.Line(letter.Explanation);
        Line("run         ", letter.RunId?.ToString());
        Line("step        ", letter.StepName);
        Line("owner       ", string.Join(", ", new[] { letter.Participant, letter.Team }.OfType<string>()));
        Line("message id  ", letter.MessageId);
        Line("retry of    ", letter.RetryOf);
        Line("died again  ", string.Join(", ", letter.DiedAgainAs));
        Line("exception   ", letter.ExceptionType);
        if (stack)
            Line("", letter.StackTrace);
        Screen.Line();
        string[] head = ["AT", "WHO", "DID", "WHY"];
        foreach (var line in Lines.InColumns([head, .. letter.History.Select(entry => new[]
        {
            At(entry.At), entry.By, entry.Did, entry.Why ?? "",
        })]))
        {
            Screen.Line(line);
        }

        if (letter.HistoryLeftOut > 0)
            Screen.Line($"{letter.HistoryLeftOut} entries between the first and the last are left out.");
        Screen.Line();
        if (letter.BodyBlob is { } blob)
            Screen.Line($"a body of {blob.Size:N0} bytes, kept as the blob {blob.Sha256}");
        else
            Screen.Line(letter.Body
                ?? $"a body that is no text, in base64: {Convert.ToBase64String(letter.BodyBytes ?? [])}");
    }

    private static string At(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'");

    private static void Line(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Screen.Line(name + value);
    }
}
