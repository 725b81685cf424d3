using System.Text.Json.Serialization;

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
    /// <summary>The option that every format of text has: which texts mean that a value is missing.</summary>
    internal static readonly Key<IReadOnlyList<string>> MissingTexts = Key.Optional(
        "null_values",
        "Texts that mean that a value is missing, besides the empty field.",
        new ListParser<string>(new WordParser(), "texts"),
        []);

    /// <summary>The path, absolute or relative to the folder of the pipeline file. May hold <c>${NAME}</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string Path { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public sealed override string Shown => Path;

    /// <inheritdoc/>
    internal sealed override IEnumerable<string> TextsWithSecrets => [Path];

    /// <summary>The key under which the path stands.</summary>
    internal static Key<string> File(string name, string what) => Key.Optional(
        name,
        $"{what} Relative paths begin at the folder of the pipeline file. May hold ${{NAME}}.",
        new TextParser("the path of a file") { TakesSecrets = true, Longest = 2000 });
}
