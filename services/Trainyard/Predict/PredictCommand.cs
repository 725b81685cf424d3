using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trainyard.Api.Predictions;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Predict;

/// <summary><c>trainyard predict MODEL</c>: asks a deployed version for predictions.</summary>
internal static class PredictCommand
{
    /// <summary>The alias that is asked where none is named.</summary>
    public const string UsualAlias = "staging";

    private static readonly Argument<string> Model = new("model")
    {
        Description =
            "The model, with an alias or without: flights-late, flights-late@staging. Default alias: staging.",
    };

    private static readonly Option<string?> Row = new("--row") { Description = "One row, as a JSON object." };

    private static readonly Option<string?> Rows = new("--file")
    {
        Description = "A file with a JSON object, or a JSON array of them; - is standard input.",
    };

    public static Command Create()
    {
        var command = new Command("predict", "Ask a deployed version for predictions.") { Model, Row, Rows };
        command.WithYard().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var body = Parse(await Text(parsed.GetValue(Row), parsed.GetValue(Rows), cancellation));
        var (model, alias) = parsed.GetValue(Model)!.Split('@', 2) is [var name, var given]
            ? (name, given)
            : (parsed.GetValue(Model)!, UsualAlias);
        await using var yard = await parsed.OpenToRead(cancellation, loadsModels: true);
        var answer = await yard.Client.Predictions.Ask(
            PredictionsClient.Endpoint(model, alias),
            body is JsonArray ? new JsonObject { ["rows"] = body } : body,
            cancellation);
        if (parsed.GetValue(YardOptions.Json) || !Screen.IsLive)
            Screen.Line(Screen.OneLine(answer));
        else
            Screen.Json(Likeliest.Of(answer));
        return ExitCodes.Succeeded;
    }

    private static async Task<string> Text(string? row, string? file, CancellationToken cancellation)
    {
        try
        {
            return (row, file) switch
            {
                ({ } json, null) => json,
                (null, "-") => await Console.In.ReadToEndAsync(cancellation),
                (null, { } path) => await File.ReadAllTextAsync(path, cancellation),
                _ => throw CommandException.OfUsage(
                    "predict takes either --row with a JSON object or --file with a file of them."),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The rows can't be read: {exception.Message}");
        }
    }

    private static JsonNode Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? throw new CommandException("The rows are null; a row is a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new CommandException(
                $"The rows are not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}; "
                + $"a row is an object such as {{\"distance\": 500}}.");
        }
    }
}
