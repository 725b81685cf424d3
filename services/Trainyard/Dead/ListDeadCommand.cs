using System.CommandLine;
using Trainyard.Api;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Dead;

/// <summary><c>trainyard dead list</c>: dead letters, newest first.</summary>
internal static class ListDeadCommand
{
    private static readonly Option<string> State = new("--state")
    {
        Description = "Dead, Retried, Dropped or all. Default: Dead, those that nobody has decided about.",
        DefaultValueFactory = _ => "Dead",
        Validators = { Lists.OneOf(["Dead", "Retried", "Dropped", "all"]) },
    };

    private static readonly Option<int> Limit = Lists.Limit();

    /// <summary>The queue to look at; shared by the commands of this room.</summary>
    public static Option<string?> Queue { get; } =
        new("--queue") { Description = "Only what died in this queue, for example train-model." };

    public static Command Create()
    {
        var command = new Command("list", "List dead letters, newest first.") { State, Queue, Limit };
        command.WithYard().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        await using var yard = await parsed.OpenToRead(cancellation);
        var state = parsed.GetValue(State)!;
        var all = state.Equals("all", StringComparison.OrdinalIgnoreCase);
        var limit = parsed.GetValue(Limit);
        var letters = await yard.Client.DeadLetters
            .All(all ? null : state, parsed.GetValue(Queue), Lists.PageOf(limit), cancellation)
            .Take(limit).ToListAsync(cancellation);
        if (parsed.GetValue(YardOptions.Json))
        {
            Screen.Json(ApiJson.Node(letters));
            return ExitCodes.Succeeded;
        }

        if (letters.Count == 0)
        {
            Screen.Line(all ? "There are no dead letters." : $"There are no dead letters in state {state}.");
            return ExitCodes.Succeeded;
        }

        string[] head = ["ID", "STATE", "QUEUE", "MESSAGE", "DIED", "TRIES", "WHY"];
        foreach (var line in Lines.InColumns([head, .. letters.Select(letter => new[]
        {
            letter.Id,
            letter.State,
            letter.Queue,
            letter.MessageType ?? "-",
            letter.DiedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'"),
            letter.Tries?.ToString() ?? "-",
            letter.Explanation,
        })]))
        {
            Screen.Line(Lines.Fitted(line));
        }

        return ExitCodes.Succeeded;
    }
}
