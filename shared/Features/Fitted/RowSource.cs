using System.Text.Json.Serialization;

using Trainyard.Pipelines.Sources;

namespace Trainyard.Features.Fitted;

/// <summary>The source that training read, as far as a row of a request is read the same way.</summary>
public sealed record RowSource
{
    /// <summary>Its format: csv, json, json_lines or parquet.</summary>
    public required string Format { get; init; }

    /// <summary>CSV: the character between fields.</summary>
    public string? Delimiter { get; init; }

    /// <summary>CSV: whether the first row names the columns.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Whether blanks around words and names count for nothing.</summary>
    public bool Trim { get; init; }

    /// <summary>Texts that mean that a value is missing, besides the empty one.</summary>
    public IReadOnlyList<string> NullValues { get; init; } = [];

    /// <summary>Whether its rows are objects: then a column that one lacks is missing there, and a word may be a number
    /// or truth value without quotes.</summary>
    [JsonIgnore]
    public bool HasObjects => Format is Json or JsonLines;

    internal const string Csv = "csv";
    internal const string Json = "json";
    internal const string JsonLines = "json_lines";

    internal static RowSource? Of(SourceDefinition source) => source switch
    {
        CsvSource csv => Of(csv, Csv) with { Delimiter = csv.Delimiter, Header = csv.Header },
        JsonSource json => Of(json, Json),
        JsonLinesSource lines => Of(lines, JsonLines),
        ParquetSource parquet => Of(parquet, "parquet"),
        // What is no file has no form of its own.
        not FileSource => null,
        FileSource other => throw new InvalidOperationException($"{other.GetType().Name} is no source of rows."),
    };

    private static RowSource Of(FileSource file, string format) =>
        new() { Format = format, Trim = file.Trim, NullValues = file.NullValues };
}
