using System.CommandLine;
using Trainyard.Api;
using Trainyard.Api.DeadLetters;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Dead;

/// <summary>One of the things that can be decided.</summary>
internal delegate Func<string, DecisionRequest, CancellationToken, Task<DeadLetterSummary>> Decision(
    DeadLettersClient client);

/// <summary><c>trainyard dead retry</c> and <c>trainyard dead drop</c>: what is to become of dead letters, and
/// why.</summary>
internal sealed class DecideDeadCommand
{
    private const int Page = 1000;

    private readonly Argument<string[]> _ids = new("id")
    {
        Description = "The ids of dead letters.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _all =
        new("--all") { Description = "All that nobody has decided about; with --queue, of one queue." };

    private readonly Option<string> _reason =
        new("--reason") { Description = "Why, for the record.", Required = true };

    private readonly string _deed;
    private readonly string _done;
    private readonly Decision _decision;

    private DecideDeadCommand(string deed, string done, Decision decision) =>
        (_deed, _done, _decision) = (deed, done, decision);

    public static Command CreateRetry() => Create(
        "retry", "Send dead letters back to the queues they died in.", "sent back to", client => client.Retry);

    public static Command CreateDrop() => Create(
        "drop", "Give dead letters up; the record of each is kept.", "dropped from", client => client.Drop);

    private static Command Create(string deed, string about, string done, Decision decision)
    {
        var decide = new DecideDeadCommand(deed, done, decision);
        var command = new Command(deed, about) { decide._ids, decide._all, ListDeadCommand.Queue, decide._reason };
        command.WithYard().SetAction(decide.Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (ids, all) = (parsed.GetValue(_ids)!.Select(DeadLetterId.Of).ToArray(), parsed.GetValue(_all));
        if (all == ids.Length > 0)
        {
            throw CommandException.OfUsage(
                $"Name dead letters, or say --all: {Invocation.Command} dead {_deed} --all --queue train-model "
                + $"--reason 'why'{Invocation.SameYard(parsed)}. To see them: dead list.");
        }

        await using var yard = await parsed.Open(cancellation);
        if (all)
            ids = await All(yard.Client.DeadLetters, parsed.GetValue(ListDeadCommand.Queue), cancellation);
        var decided = new List<DeadLetterSummary>();
        foreach (var id in ids)
        {
            try
            {
                var request = new DecisionRequest(Environment.UserName, parsed.GetValue(_reason));
                var letter = await _decision(yard.Client.DeadLetters)(id, request, cancellation);
                decided.Add(letter);
                if (!parsed.GetValue(YardOptions.Json))
                    Screen.Line($"{id} {_done} {letter.Queue}");
            }
            catch (ApiException refusal) when (all || ids.Length > 1)
            {
                Screen.Error($"{id}: {ServerWords.Of(refusal.Message, Invocation.SameYard(parsed))}");
            }
        }

        if (parsed.GetValue(YardOptions.Json))
            Screen.Json(ApiJson.Node(decided));
        else if (ids.Length == 0)
            Screen.Line("There are no dead letters to decide about.");
        return decided.Count == ids.Length ? ExitCodes.Succeeded : ExitCodes.Faulted;
    }

    /// <summary>Listed before the first is decided about: what dies again of what was sent back is left for another
    /// time.</summary>
    private static async Task<string[]> All(
        DeadLettersClient client, string? queue, CancellationToken cancellation)
    {
        var ids = new List<string>();
        await foreach (var letter in client.All("Dead", queue, Page, cancellation))
            ids.Add(letter.Id);
        return [.. ids.Distinct(StringComparer.Ordinal)];
    }
}
