using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.Tests;

/// <summary>The formats of a file, for attributes, which hold no definitions.</summary>
public enum SourceFormat
{
    Csv,
    JsonLines,
    Json,
    Parquet,
}

internal static class SourceFormats
{
    /// <summary>The format that the name of a test file begins with.</summary>
    public static SourceFormat Named(string name) => name.Split(':')[0] switch
    {
        "csv" => SourceFormat.Csv,
        "json" => SourceFormat.Json,
        "json lines" => SourceFormat.JsonLines,
        "parquet" => SourceFormat.Parquet,
        var other => throw new ArgumentException($"'{other}' is no format."),
    };

    public static FileSource Of(
        SourceFormat format, string path, string delimiter = ",", bool header = true,
        IReadOnlyList<string>? nullValues = null) => format switch
        {
            SourceFormat.Csv => new CsvSource
            {
                Path = path, Delimiter = delimiter, Header = header, NullValues = nullValues ?? [],
            },
            SourceFormat.JsonLines => new JsonLinesSource { Path = path, NullValues = nullValues ?? [] },
            SourceFormat.Json => new JsonSource { Path = path, NullValues = nullValues ?? [] },
            SourceFormat.Parquet => new ParquetSource { Path = path, NullValues = nullValues ?? [] },
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
}
