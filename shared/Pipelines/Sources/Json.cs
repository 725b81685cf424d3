namespace Trainyard.Pipelines.Sources;

/// <summary><c>json</c>: one JSON array of objects, UTF-8.</summary>
public sealed record JsonSource : FileSource
{
    private static readonly Key<string> At = File("json", "A file with one JSON array of objects, UTF-8.");

    internal static readonly SourceKind Kind =
        new(
            At,
            typeof(JsonSource),
            f => With(f, new JsonSource { Path = f.Get(At) }))
        {
            Options = Common,
        };
}
