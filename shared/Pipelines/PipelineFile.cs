using System.Text;

namespace Trainyard.Pipelines;

/// <summary>Reads pipeline files.</summary>
public static class PipelineFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>Reads a pipeline file; all problems at once, never an exception for what is written in it.</summary>
    /// <param name="yaml">The text of the file.</param>
    /// <param name="overrides">
    /// Values that replace those of the file, by path, for example <c>train.iterations</c> or
    /// <c>features[0].numeric</c>.
    /// Lists and mappings are written in brackets or braces; <c>null</c> removes the key.
    /// </param>
    public static PipelineReading Read(string yaml, IReadOnlyDictionary<string, string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var reading = new Reading();
        var root = YamlTree.Read(yaml, reading);
        if (root is not null && overrides is not null) root = Overrides.Apply(root, overrides, reading);
        if (root is null) return new PipelineReading(null, reading.Problems);
        _ = PipelineGrammar.Form.TryRead(new Place(root, "", ""), reading, out var definition);
        var problems = reading.Problems;
        return new PipelineReading(problems.Count == 0 ? definition : null, problems) { Name = NameOf(root) };
    }

    /// <summary>Reads the bytes of a pipeline file, which is UTF-8, with or without a byte order mark.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="overrides">As above.</param>
    public static PipelineReading Read(
        ReadOnlySpan<byte> utf8, IReadOnlyDictionary<string, string>? overrides = null) =>
        Read(Utf8.GetString(utf8), overrides);

    private static string? NameOf(Node root)
    {
        var scratch = new Reading();
        return root is MapNode map && map.Find(PipelineGrammar.Name.Name) is { } entry
            && ((Form<string>)PipelineGrammar.Name.Form).TryRead(new Place(entry.Value, "", ""), scratch, out var name)
                ? name
                : null;
    }
}

/// <summary>What reading a pipeline file gave: a definition, or problems.</summary>
/// <param name="Definition">The definition; absent when there are problems.</param>
/// <param name="Problems">All that is wrong; empty when there is a definition.</param>
public sealed record PipelineReading(PipelineDefinition? Definition, IReadOnlyList<PipelineProblem> Problems)
{
    /// <summary>The name of the pipeline, where it could be read even though the rest could not.</summary>
    public string? Name { get; init; }
}
