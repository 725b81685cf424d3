using System.Text.Json.Serialization;

namespace Trainyard.Pipelines;

/// <summary>A file and how to read it.</summary>
public sealed record SourceDefinition
{
    /// <summary>The format of the file.</summary>
    public required SourceFormat Format { get; init; }

    /// <summary>The path, absolute or relative to the folder of the pipeline file. May hold <c>${NAME}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>CSV: the character between fields, exactly one. Default: comma.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>
    /// CSV: whether the first row names the columns. Default: true; else they are column0, column1, ...
    /// </summary>
    public bool Header { get; init; } = true;

    /// <summary>
    /// CSV and JSON: texts that mean that a value is missing, besides the empty field. Default: none.
    /// </summary>
    public IReadOnlyList<string> NullValues { get; init; } = [];
}

/// <summary>The formats a file source can have.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SourceFormat>))]
public enum SourceFormat
{
    /// <summary>Comma-separated values, RFC 4180, UTF-8.</summary>
    Csv,

    /// <summary>One JSON object a line, UTF-8.</summary>
    JsonLines,

    /// <summary>One JSON array of objects, UTF-8.</summary>
    Json,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
