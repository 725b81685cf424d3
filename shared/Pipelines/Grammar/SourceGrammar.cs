namespace Trainyard.Pipelines;

/// <summary><c>source</c>: where the data comes from.</summary>
internal static class SourceGrammar
{
    private const string Place = "the path of a file";

    private static readonly Key<string> Csv = File("csv", "A file of comma-separated values, RFC 4180, UTF-8.");

    private static readonly Key<string> JsonLines = File("json_lines", "A file with one JSON object a line, UTF-8.");

    private static readonly Key<string> Json = File("json", "A file with one JSON array of objects, UTF-8.");

    private static readonly Key<string> Parquet = File("parquet", "An Apache Parquet file.");

    private static readonly Key<string> Sql = Key.Later(
        "sql",
        "A query to a database.",
        new MapParser<string>(
            [
                Key.Required(
                    "connection",
                    "The connection string.",
                    new TextParser("a connection string") { TakesSecrets = true, Longest = 2000 }),
                Key.Required("query", "A SELECT.", new TextParser("a query") { Longest = 20_000 }),
            ],
            _ => ""));

    private static readonly Key<string> Http = Key.Later(
        "http",
        "A file behind an address.",
        new MapParser<string>(
            [
                Key.Required(
                    "url", "The address.", new TextParser("an address") { TakesSecrets = true, Longest = 2000 }),
                Key.Required("format", "The format of the file.", new ChoiceParser<SourceFormat>()),
            ],
            _ => ""));

    private static readonly Key<string> Delimiter = Key.Optional(
        "delimiter",
        "CSV: the character between fields.",
        new TextParser("one character, such as \";\" or \"\\t\"") { Pattern = "^[^\"'\\r\\n]$", Longest = 1 },
        ",");

    private static readonly Key<bool> Header = Key.Optional(
        "header",
        "CSV: whether the first row names the columns; else they are column0, column1, ...",
        new FlagParser(),
        true);

    private static readonly Key<IReadOnlyList<string>> NullValues = Key.Optional(
        "null_values",
        "CSV and JSON: texts that mean that a value is missing, besides the empty field.",
        new ListParser<string>(new WordParser(), "texts"),
        []);

    private static readonly (Key<string> Key, SourceFormat Format)[] Formats =
    [
        (Csv, SourceFormat.Csv),
        (JsonLines, SourceFormat.JsonLines),
        (Json, SourceFormat.Json),
        (Parquet, SourceFormat.Parquet),
    ];

    public static MapParser<SourceDefinition> Parser { get; } =
        new([Csv, JsonLines, Json, Parquet, Sql, Http, Delimiter, Header, NullValues], Build)
        {
            ExactlyOneOf = [Csv, JsonLines, Json, Parquet, Sql, Http],
            Definition = "source",
            Example = "{ csv: churn.csv }",
        };

    private static Key<string> File(string name, string what) => Key.Optional(
        name,
        $"{what} Relative paths begin at the folder of the pipeline file. May hold ${{NAME}}.",
        new TextParser(Place) { TakesSecrets = true, Longest = 2000 });

    private static SourceDefinition Build(Fields f)
    {
        var (key, format) = Formats.First(c => f.Has(c.Key));
        f.Refuse(Delimiter, format == SourceFormat.Csv, "for csv");
        f.Refuse(Header, format == SourceFormat.Csv, "for csv");
        f.Refuse(NullValues, format != SourceFormat.Parquet, "for csv and JSON");
        return new SourceDefinition
        {
            Format = format,
            Path = f.Get(key),
            Delimiter = f.Get(Delimiter),
            Header = f.Get(Header),
            NullValues = f.Get(NullValues),
        };
    }
}
