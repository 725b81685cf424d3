using System.CommandLine;
using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Api.Predictions;
using Trainyard.Cli.Models;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Hosting;

namespace Trainyard.Cli.Predict;

/// <summary><c>trainyard predict MODEL</c>: asks a deployed version for predictions.</summary>
internal static class PredictCommand
{
    /// <summary>The alias that is asked where none is named.</summary>
    public const string UsualAlias = "staging";

    private static readonly Argument<string> Model = new("model")
    {
        Description =
            "The model, with an alias, a version that an alias points at, or neither: flights-late@staging, "
            + "flights-late@7, flights-late. Default alias: staging.",
    };

    private static readonly Option<string?> Row = new("--row") { Description = "One row, as a JSON object." };

    private static readonly Option<string?> Rows = new("--file")
    {
        Description = "A file of rows: CSV (.csv, .tsv, .txt), Parquet (.parquet) or JSON objects, a line each or in "
            + "an array; - is standard input, with JSON.",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "A file that the predictions are written to, with the number of the row of each: .csv, .jsonl or "
            + ".parquet.",
    };

    public static Command Create()
    {
        var command = new Command("predict", "Ask a deployed version for predictions.") { Model, Row, Rows, Out };
        command.WithYard().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (row, file, into) = (parsed.GetValue(Row), parsed.GetValue(Rows), parsed.GetValue(Out));
        if (row is null == file is null)
        {
            throw CommandException.OfUsage(
                "predict takes either --row with a JSON object or --file with a file of rows.");
        }

        if (file is not null and not RowFile.StandardInput && !File.Exists(file))
        {
            var why = Directory.Exists(file) ? $"'{file}' is a folder" : $"there is no file '{file}'";
            throw new CommandException($"The rows can't be read: {why}.");
        }

        DemandApart(file, into);
        var one = row is null ? null : JsonRows.Parse(row);
        var named = NamedModel.Of(parsed.GetValue(Model)!);
        await using var output = into is null ? null : PredictionFile.Create(into);
        await using var yard = await parsed.OpenToRead(cancellation, loadsModels: true);
        var server = YardOptions.AddressOf(parsed);
        var mover = new Mover(server, server is not null && parsed.HasKey(), Invocation.SameYard(parsed));
        var alias = await ServedVersion.AliasOf(named, yard.Client, mover, cancellation);
        var endpoint = PredictionsClient.Endpoint(named.Model, alias);
        JsonNode answer;
        try
        {
            answer = one is not null
                ? await Single(yard.Client, endpoint, one, output, cancellation)
                : await Many(yard.Client, endpoint, file!, output, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The rows can't be read: {exception.Message}");
        }

        if (named.Version is { } version && (int?)answer["version"] != version)
        {
            throw new CommandException(
                $"{named.Model}@{alias} was moved from version {version} to {answer["version"]} meanwhile, which is "
                + "not what was asked for.");
        }

        if (output is not null)
        {
            await output.Close();
            answer["rows"] = output.Rows;
            answer["out"] = into;
        }

        if (output is not null && !parsed.GetValue(YardOptions.Json))
        {
            AnswerParts.Tell(answer);
            Screen.Line($"{output.Rows:N0} predictions of {named.Model}@{alias} version {answer["version"]} in {into}");
        }
        else if (parsed.GetValue(YardOptions.Json) || !Screen.IsLive)
            Screen.Line(Screen.OneLine(answer));
        else
            Screen.Json(Likeliest.Of(answer));
        return ExitCodes.Succeeded;
    }

    /// <summary>What is read is not written over, whatever names and links lead there.</summary>
    private static void DemandApart(string? file, string? into)
    {
        if (file is null or RowFile.StandardInput || into is null)
            return;
        var (read, written) = (RealPath.Of(Path.GetFullPath(file)), RealPath.Of(Path.GetFullPath(into)));
        if (read is not null && string.Equals(read, written, StringComparison.Ordinal))
        {
            throw CommandException.OfUsage(
                $"--out '{into}' is the file of rows itself, whose place the predictions would take; name another.");
        }
    }

    private static async Task<JsonNode> Single(
        TrainyardClient client, string endpoint, JsonObject row, PredictionFile? output, CancellationToken cancellation)
    {
        var answer = await client.Predictions.Ask(endpoint, row, cancellation);
        if (output is not null)
            await Move(answer, output);
        return answer;
    }

    /// <summary>The answer to all rows of a file; where the predictions go to a file, without them.</summary>
    private static async Task<JsonNode> Many(
        TrainyardClient client, string endpoint, string file, PredictionFile? output, CancellationToken cancellation)
    {
        var schema = ModelSchema.Read(await client.Predictions.Schema(endpoint, cancellation));
        var rows = RowFile.Read(file, schema, cancellation);
        var done = 0;
        JsonNode? whole = null;
        await foreach (var answer in new Batches(client.Predictions, endpoint, schema).Ask(rows, cancellation))
        {
            var count = answer["predictions"]!.AsArray().Count;
            if (output is not null)
                await Move(answer, output);
            if (whole is null)
                whole = answer;
            else
                AnswerParts.Append(whole, answer, done);
            done += count;
        }

        return whole!;
    }

    private static async Task Move(JsonNode answer, PredictionFile output)
    {
        await output.Add(answer["predictions"]!.AsArray());
        _ = answer.AsObject().Remove("predictions");
    }
}
