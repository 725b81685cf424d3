using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Trainyard.Ingestion.FetchData.Csv;

namespace Trainyard.Cli.Predict;

/// <summary>Rows of a CSV file, which is read as the source of a run is. Every cell is sent as the text that it is, so
/// that nothing is guessed.</summary>
internal sealed class CsvRows(ModelSchema schema)
{
    private const string Delimiters = ",;\t|";

    /// <summary>So much of the first line is looked at for what is between its fields.</summary>
    private const int MostOfLine = 1 << 20;

    public async IAsyncEnumerable<JsonObject> Read(
        string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var file = Said(() =>
            new CsvTexts(path, DelimiterOf(path, schema.File.Delimiter), schema.File.HasHeader));
        // A file without names has those by place that the pipeline gives.
        string[] names = schema.File.HasHeader
            ? [.. file.Header.Select(schema.Name)]
            : [.. Enumerable.Range(0, file.Header.Count).Select(i => $"column{i}")];
        schema.Demand(path, names);
        using var rows = file.Rows([.. names.Select(schema.Needs)], cancellation).GetEnumerator();
        while (Said(rows.MoveNext))
        {
            var row = new JsonObject();
            for (var i = 0; i < names.Length; i++)
                row[names[i]] = rows.Current[i];
            yield return row;
        }

        await Task.CompletedTask;
    }

    /// <summary>That of the source where the first line holds it, else the one it holds most of.</summary>
    internal static string DelimiterOf(string path, string? usual)
    {
        var isQuoted = false;
        var outside = new Dictionary<char, int>();
        foreach (var c in FirstLine(path))
        {
            isQuoted ^= c == '"';
            if (!isQuoted)
                outside[c] = outside.GetValueOrDefault(c) + 1;
        }

        if (usual is [var known] && outside.ContainsKey(known))
            return usual;
        var most = Delimiters.MaxBy(delimiter => outside.GetValueOrDefault(delimiter));
        return outside.ContainsKey(most) ? most.ToString() : usual ?? ",";
    }

    private static string FirstLine(string path)
    {
        using var reader = new StreamReader(path);
        var line = new char[MostOfLine];
        var read = reader.ReadBlock(line);
        var end = line.AsSpan(0, read).IndexOfAny('\r', '\n');
        return new string(line, 0, end < 0 ? read : end);
    }

    private static T Said<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException problem)
        {
            throw new CommandException(problem.Message);
        }
    }
}
