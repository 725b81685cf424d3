namespace Trainyard.Pipelines.Sources;

/// <summary><c>json</c>: one JSON array of objects, UTF-8.</summary>
public sealed record JsonSource : FileSource
{
    private static readonly Key<string> At = File("json", "A file with one JSON array of objects, UTF-8.");

    internal static readonly SourceKind Kind =
        new(
            At,
            typeof(JsonSource),
            f => new JsonSource { Path = f.Get(At), NullValues = f.Get(MissingTexts) })
        {
            Options = [MissingTexts],
        };

    /// <summary>Texts that mean that a value is missing, besides the empty one. Default: none.</summary>
    public IReadOnlyList<string> NullValues { get; init; } = [];
}
