using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Predict;

/// <summary>A file of predictions: a row each, beside the number of the row that it is of. It is there once it is
/// whole, in the place of one that was there before.</summary>
internal sealed partial class PredictionFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _draft;
    private readonly Form _form;
    private readonly StreamWriter _writer;
    private IReadOnlyList<string>? _classes;
    private string _predictionType = "VARCHAR";

    private PredictionFile(string path, Form form)
    {
        (_path, _form) = (Path.GetFullPath(path), form);
        _draft = $"{_path}.{Guid.NewGuid():N}.draft";
        _writer = new StreamWriter(_draft, append: false, new UTF8Encoding(false));
    }

    private enum Form
    {
        Csv,
        JsonLines,
        Parquet,
    }

    public long Rows { get; private set; }

    /// <exception cref="CommandException">The ending is none that is written.</exception>
    public static PredictionFile Create(string path)
    {
        var form = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => Form.Csv,
            ".jsonl" or ".ndjson" => Form.JsonLines,
            ".parquet" => Form.Parquet,
            var other => throw CommandException.OfUsage(
                $"--out writes .csv, .jsonl and .parquet, and '{path}' ends with '{other}'."),
        };
        if (Directory.Exists(path))
            throw new CommandException($"'{path}' can't be written: it is a folder.");
        try
        {
            return new PredictionFile(path, form);
        }
        catch (DirectoryNotFoundException)
        {
            throw new CommandException(
                $"'{path}' can't be written: there is no folder '{Path.GetDirectoryName(path)}'.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw CantBeWritten(path, problem);
        }
    }

    /// <exception cref="CommandException">It can't be written.</exception>
    public Task Add(JsonArray predictions) => Guarded(() => Write(predictions));

    private async Task Write(JsonArray predictions)
    {
        foreach (var prediction in predictions.OfType<JsonObject>())
        {
            Rows++;
            if (_form == Form.JsonLines)
            {
                var line = new JsonObject { ["row"] = Rows };
                foreach (var (name, value) in prediction)
                    line[name] = value?.DeepClone();
                await _writer.WriteAsync($"{Screen.OneLine(line)}\n");
                continue;
            }

            if (_classes is null)
                await WriteHead(prediction);
            IEnumerable<JsonNode?> values =
            [
                prediction["prediction"],
                .. prediction["probability"] is { } probability ? [probability] : Array.Empty<JsonNode?>(),
                .. _classes!.Select(name => prediction["probabilities"]?[name]),
            ];
            await _writer.WriteAsync($"{Rows},{string.Join(",", values.Select(value => Field($"{value}")))}\n");
        }
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="CommandException">It can't be written.</exception>
    public Task Close() => Guarded(Finish);

    private async Task Finish()
    {
        await _writer.DisposeAsync();
        try
        {
            if (_form == Form.Parquet)
                ToParquet();
        }
        catch (DuckDBException problem)
        {
            var reason = problem.Message.Split('\n')[0];
            throw new CommandException($"'{_path}' can't be written: {reason}", ExitCodes.Faulted);
        }

        File.Move(_draft, _path, overwrite: true);
    }

    private async Task Guarded(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw CantBeWritten(_path, problem);
        }
    }

    // What is written first is nothing that anybody named.
    private static CommandException CantBeWritten(string path, Exception problem) => new(
        $"'{path}' can't be written: {DraftName().Replace(problem.Message, "")}", ExitCodes.Faulted);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _writer.DisposeAsync();
        }
        catch (IOException)
        {
            // A disk that is full: what is written here is thrown away, and that it was full was said.
        }

        File.Delete(_draft);
    }

    private async Task WriteHead(JsonObject prediction)
    {
        _classes = [.. (prediction["probabilities"] as JsonObject ?? []).Select(one => one.Key)];
        _predictionType = prediction["prediction"]?.GetValueKind() switch
        {
            JsonValueKind.Number => "DOUBLE",
            JsonValueKind.True or JsonValueKind.False => "BOOLEAN",
            JsonValueKind.String => "VARCHAR",
            var other => throw new InvalidOperationException($"No model predicts a JSON value of the kind {other}."),
        };
        await _writer.WriteAsync($"{string.Join(",", Columns(prediction).Select(Field))}\n");
    }

    private IEnumerable<string> Columns(JsonObject prediction) =>
    [
        "row", "prediction",
        .. prediction["probability"] is null ? Array.Empty<string>() : ["probability"],
        .. _classes!.Select(name => $"probability_{name}"),
    ];

    private void ToParquet()
    {
        using var duck = Duck.Open();
        var made = $"{_draft}.parquet";
        try
        {
            // By place: the first two are known, and what follows are probabilities.
            var head = File.ReadLines(_draft).First();
            var types = $"{{'row': 'BIGINT', 'prediction': '{_predictionType}'}}";
            Duck.Execute(
                duck,
                $"""
                COPY (SELECT COLUMNS(*) FROM (SELECT "row", "prediction"{(head == "row,prediction" ? "" : ", "
                    + "COLUMNS(* EXCLUDE (\"row\", \"prediction\"))::DOUBLE")}
                FROM read_csv({Duck.Text(Duck.Pattern(_draft))}, all_varchar = false, header = true, delim = ',',
                quote = '"', escape = '"', types = {types}, compression = 'none')))
                TO {Duck.Text(made)} (FORMAT parquet)
                """);
            File.Move(made, _draft, overwrite: true);
        }
        finally
        {
            File.Delete(made);
        }
    }

    /// <summary>How the draft of a file ends.</summary>
    [GeneratedRegex(@"\.[0-9a-f]{32}\.draft")]
    private static partial Regex DraftName();

    private static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
