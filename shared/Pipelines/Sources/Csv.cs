namespace Trainyard.Pipelines.Sources;

/// <summary><c>csv</c>: comma-separated values, RFC 4180, UTF-8.</summary>
public sealed record CsvSource : FileSource
{
    private static readonly Key<string> At = File("csv", "A file of comma-separated values, RFC 4180, UTF-8.");

    private static readonly Key<string> Between = Key.Optional(
        "delimiter",
        "The character between fields.",
        new TextParser("one character, such as \";\" or \"\\t\"") { Pattern = "^[^\"'\\r\\n]$", Longest = 1 },
        ",");

    private static readonly Key<bool> HasHeader = Key.Optional(
        "header",
        "Whether the first row names the columns; else they are column0, column1, ...",
        new FlagParser(),
        true);

    internal static readonly SourceKind Kind =
        new(
            At,
            typeof(CsvSource),
            f => With(
                f,
                new CsvSource { Path = f.Get(At), Delimiter = f.Get(Between), Header = f.Get(HasHeader) }))
        {
            Options = [Between, HasHeader, .. Common],
        };

    /// <summary>The character between fields, exactly one. Default: comma.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Whether the first row names the columns. Default: true; else they are column0, column1, ...</summary>
    public bool Header { get; init; } = true;
}
