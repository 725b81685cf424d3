using System.Text.Json.Serialization;

using Trainyard.Pipelines.Values;

namespace Trainyard.Pipelines.Sources;

/// <summary>Where the data comes from, and how to read it.</summary>
public abstract record SourceDefinition
{
    /// <summary>What findings and logs call it, secrets unresolved.</summary>
    [JsonIgnore]
    public abstract string Shown { get; }

    /// <summary>Its texts that may hold <c>${NAME}</c>.</summary>
    internal abstract IEnumerable<string> TextsWithSecrets { get; }
}

/// <summary>A source that is one file.</summary>
public abstract record FileSource : SourceDefinition
{
    private static readonly Key<IReadOnlyList<string>> MissingTexts = Key.Optional(
        "null_values",
        "Texts that mean that a value is missing, besides the empty one, also in rows of requests.",
        new ListParser<string>(new WordParser(), "texts"),
        []);

    private static readonly Key<IReadOnlyList<string>> Ignored = Key.Optional(
        "ignore",
        "Columns that are left out, whatever is in them.",
        new ListParser<string>(new IgnoredColumnParser(), "columns"),
        []);

    private static readonly Key<bool> Trimmed = Key.Optional(
        "trim",
        "Whether blanks around words and around names of columns are left out. A word of blanks alone is then missing.",
        new FlagParser(),
        true);

    private static readonly Key<string> DecimalSign = Key.Optional(
        "decimal",
        "What stands before the fraction of numbers that are written as text, also in rows of requests.",
        new TextParser("\".\" or \",\"") { Pattern = "^[.,]$", Longest = 1 },
        ".");

    private static readonly Key<string> ThousandsSign = Key.Optional(
        "thousands",
        "What stands between thousands in numbers that are written as text: a comma, a point, a blank or an "
        + "apostrophe. Default: nothing.",
        new TextParser("\",\", \".\", \" \" or \"'\"") { Pattern = "^[., ']$", Longest = 1 });

    /// <summary>The options that every format has.</summary>
    internal static IReadOnlyList<Key> Common { get; } =
        [MissingTexts, Ignored, Trimmed, DecimalSign, ThousandsSign];

    /// <summary>Texts that mean that a value is missing, besides the empty one. Default: none.</summary>
    public IReadOnlyList<string> NullValues { get; init; } = [];

    /// <summary>Columns that are left out, whatever is in them. Default: none.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Whether blanks around words and names are left out. Default: true.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>What stands before a fraction: a point or a comma. Default: a point.</summary>
    public string Decimal { get; init; } = ".";

    /// <summary>What stands between thousands. Default: nothing.</summary>
    public string? Thousands { get; init; }

    /// <summary>How numbers are written in texts.</summary>
    [JsonIgnore]
    public NumberFormat Numbers => new(Decimal[0], Thousands?[0]);

    /// <summary>The path, absolute or relative to the folder of the pipeline file. May hold <c>${NAME}</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string Path { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public sealed override string Shown => Path;

    /// <inheritdoc/>
    internal sealed override IEnumerable<string> TextsWithSecrets => [Path];

    /// <summary>A source with the options that every format has.</summary>
    internal static SourceDefinition With(Fields f, FileSource source)
    {
        if (f.Find(ThousandsSign) == f.Get(DecimalSign))
            f.Complain(
                ThousandsSign,
                "'thousands' and 'decimal' are the same sign, so that no number could be told from another.");
        return source with
        {
            NullValues = f.Get(MissingTexts),
            Ignore = f.Get(Ignored),
            Trim = f.Get(Trimmed),
            Decimal = f.Get(DecimalSign),
            Thousands = f.Find(ThousandsSign),
        };
    }

    /// <summary>The key under which the path stands.</summary>
    internal static Key<string> File(string name, string what) => Key.Optional(
        name,
        $"{what} Relative paths begin at the folder of the pipeline file. May hold ${{NAME}}.",
        new TextParser("the path of a file") { TakesSecrets = true, Longest = 2000 });
}
