using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Cli.Yards;
using Trainyard.Hosting.Settings;
using Trainyard.Persistence.Documents;

namespace Trainyard.Cli.Terminal;

/// <summary>Says why a command can't go on: in sentences on standard error for a person, as one JSON object on standard
/// output for a program. Where it was thrown is nobody's to read on a terminal.</summary>
internal static class Complaints
{
    /// <summary>Problems that are shown on a terminal; the first say what is wrong.</summary>
    private const int MostLines = 20;

    /// <summary>Says it, and gives the exit code.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="isJson">Whether a program reads.</param>
    /// <param name="wasToldToEnd">Whether somebody told the command to end: where nobody did, what was cancelled took
    /// too long.</param>
    /// <param name="sameYard">The options that say which yard, for a command that helps.</param>
    public static int Say(Exception exception, bool isJson, bool wasToldToEnd = true, string sameYard = "")
    {
        var complaint = exception is OperationCanceledException && !wasToldToEnd
            ? new CommandException(
                $"{Late(exception)} Whoever was asked may have too much to do, or be no Trainyard. Nothing was "
                + "cancelled.",
                ExitCodes.Faulted)
            : Of(exception, sameYard);
        if (isJson)
            Screen.Json(AsJson(complaint));
        // What a program was to read and can't, a person may.
        if (!isJson || Screen.Unwritable is not null)
            Print(complaint);
        return complaint.ExitCode;
    }

    private static string Late(Exception exception) => exception.InnerException is TimeoutException
        ? exception.Message
        : "What was asked for was not answered in time.";

    private static CommandException Of(Exception exception, string sameYard) => exception switch
    {
        CommandException complaint => complaint,
        ApiException { IsKeyAskedFor: true } refusal => new(
            $"{refusal.Message} This command takes it from the variable {YardOptions.KeyVariable}, or from the file "
            + "that --key-file names."),
        ApiException refusal => new(
            ServerWords.Of(refusal.Detail, sameYard), refusal.IsOutage ? ExitCodes.Faulted : ExitCodes.Rejected)
        {
            LinesAfter = [.. LinesOf(refusal), .. AdviceFor(refusal, sameYard)],
            Problems = refusal.Problems.Count == 0 ? null : [.. refusal.Problems.Select(AsJson)],
        },
        SettingsException problem => new(problem.Message, ExitCodes.Faulted),
        HttpRequestException away => new($"The server can't be reached: {away.Message}", ExitCodes.Faulted),
        OperationCanceledException => new("Cancelled.", ExitCodes.Cancelled),
        // What a record holds of a message, for instance, whose form another version has changed.
        JsonException => new("What answered is no Trainyard, or one of another version.", ExitCodes.Faulted),
        _ => new(Unexpected(exception, sameYard), ExitCodes.Faulted),
    };

    /// <summary>A line for each problem, but for the first where the sentence before says it.</summary>
    private static IReadOnlyList<string> LinesOf(ApiException refusal)
    {
        var isSaid = refusal.Problems is [var first, ..]
            && refusal.Detail.Contains(first.Message, StringComparison.Ordinal);
        var others = refusal.Problems.Skip(isSaid ? 1 : 0).ToList();
        return
        [
            .. others.Take(MostLines).Select(problem => $"  {problem}"),
            .. others.Count > MostLines
                ? [$"  and {others.Count - MostLines} more; --json has them."]
                : Array.Empty<string>(),
        ];
    }

    /// <summary>Who says more of a store that can't be used: the doctor, where the store is at hand.</summary>
    private static IEnumerable<string> AdviceFor(ApiException refusal, string sameYard) =>
        refusal.Problems.Any(problem => problem.Place.Any(part => part.Key == "store"))
            && !sameYard.Contains(" --server ", StringComparison.Ordinal)
            && string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(YardOptions.ServerVariable))
            ? [$"{Invocation.Command} doctor{sameYard} says more."]
            : [];

    private static string Unexpected(Exception exception, string sameYard)
    {
        var cause = exception.GetBaseException();
        return cause switch
        {
            IOException or UnauthorizedAccessException => cause.Message,
            DbException => (FailedDatabase.Of(exception) is { } file
                    ? $"The document store '{file}' can't be used: {cause.Message} "
                    : $"The documents of the data folder can't be used: {cause.Message} ")
                + $"{Invocation.Command} doctor{sameYard} says more.",
            _ when Environment.GetEnvironmentVariable("TRAINYARD_Logging__Level") is "Debug" or "Verbose" =>
                exception.ToString(),
            _ => $"{cause.Message} ({cause.GetType().Name}; TRAINYARD_Logging__Level=Debug says where.)",
        };
    }

    private static void Print(CommandException complaint)
    {
        foreach (var line in complaint.Lines)
            Screen.Error(line);
        Screen.Error(complaint.Message);
        foreach (var line in complaint.LinesAfter)
            Screen.Error(line);
    }

    private static JsonObject AsJson(CommandException complaint)
    {
        var json = new JsonObject { ["error"] = complaint.Message, ["exitCode"] = complaint.ExitCode };
        if (complaint.Problems is { } problems)
            json["problems"] = problems;
        return json;
    }

    private static JsonNode AsJson(ProblemEntry problem)
    {
        var json = new JsonObject { ["message"] = problem.Message };
        foreach (var (name, value) in problem.Place)
            json[name] = value;
        return json;
    }
}
