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
    public static PipelineParseResult Read(string yaml, IReadOnlyDictionary<string, string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var context = new ParseContext();
        var root = YamlTree.Read(yaml, context);
        if (root is not null && overrides is not null) root = Overrides.Apply(root, overrides, context);
        if (root is null) return new PipelineParseResult(null, context.Problems);
        _ = PipelineGrammar.Parser.TryRead(new Place(root, "", ""), context, out var definition);
        var problems = context.Problems;
        return new PipelineParseResult(problems.Count == 0 ? definition : null, problems) { Name = NameOf(root) };
    }

    /// <summary>Reads the bytes of a pipeline file, which is UTF-8, with or without a byte order mark.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="overrides">As above.</param>
    public static PipelineParseResult Read(
        ReadOnlySpan<byte> utf8, IReadOnlyDictionary<string, string>? overrides = null) =>
        Read(Utf8.GetString(utf8), overrides);

    private static string? NameOf(Node root)
    {
        var scratch = new ParseContext();
        return root is MapNode map && map.Find(PipelineGrammar.Name.Name) is { } entry
            && ((Parser<string>)PipelineGrammar.Name.Parser)
                .TryRead(new Place(entry.Value, "", ""), scratch, out var name)
                    ? name
                    : null;
    }
}

/// <summary>What reading a pipeline file gave: a definition, or problems.</summary>
/// <param name="Definition">The definition; absent when there are problems.</param>
/// <param name="Problems">All that is wrong; empty when there is a definition.</param>
public sealed record PipelineParseResult(PipelineDefinition? Definition, IReadOnlyList<PipelineProblem> Problems)
{
    /// <summary>The name of the pipeline, where it could be read even though the rest could not.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the pipeline, or <c>unnamed</c> where there is none that can be read.</summary>
    public string NameOrUnnamed => Definition?.Name ?? Name ?? "unnamed";
}
