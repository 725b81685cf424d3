namespace Trainyard.Pipelines.Sources;

/// <summary>The sources that a pipeline file can name: a source is what stands in this list.</summary>
public static class SourceKinds
{
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
                Key.Required("format", "The format of the file.", new ChoiceParser<Format>()),
            ],
            _ => ""));

    /// <summary>What a file behind an address will be.</summary>
    private enum Format
    {
        Csv,
        JsonLines,
        Json,
        Parquet,
    }

    /// <summary>All of them.</summary>
    public static KindSet<SourceDefinition, SourceKind> All { get; } = new(
        "format",
        CsvSource.Kind,
        JsonLinesSource.Kind,
        JsonSource.Kind,
        ParquetSource.Kind);

    /// <summary><c>source</c>: where the data comes from.</summary>
    internal static MapParser<SourceDefinition> Parser { get; } = Create();

    private static MapParser<SourceDefinition> Create()
    {
        Key[] kinds = [.. All.Select(kind => kind.Key), Sql, Http];
        Key[] options = [.. All.SelectMany(kind => kind.Options).Distinct()];
        return new([.. kinds, .. options.Select(OfSome)], Build)
        {
            ExactlyOneOf = kinds,
            Definition = "source",
            Example = "{ csv: churn.csv }",
        };
    }

    private static Key OfSome(Key option) =>
        Having(option).Count() == All.Count ? option : new KeyOfSome(option, Having(option));

    private static SourceDefinition Build(Fields f)
    {
        var chosen = All.First(kind => f.Has(kind.Key));
        foreach (var option in All.SelectMany(kind => kind.Options).Distinct())
            f.Refuse(option, chosen.Options.Contains(option), $"for {Words.AllOf(Having(option))}");
        return chosen.Build(f);
    }

    private static IEnumerable<string> Having(Key option) =>
        All.Where(kind => kind.Options.Contains(option)).Select(kind => kind.Name);
}
