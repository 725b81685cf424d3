namespace Trainyard.Pipelines.Sources;

/// <summary><c>json_lines</c>: one JSON object a line, UTF-8.</summary>
public sealed record JsonLinesSource : FileSource
{
    private static readonly Key<string> At = File("json_lines", "A file with one JSON object a line, UTF-8.");

    internal static readonly SourceKind Kind =
        new(
            At,
            typeof(JsonLinesSource),
            f => With(f, new JsonLinesSource { Path = f.Get(At) }))
        {
            Options = Common,
        };
}
