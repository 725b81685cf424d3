using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>
/// The JSON Schema of pipeline files, draft 2020-12, for editors: made from the grammar that the reader uses. What only
/// the reader sees is what needs a look at other sections, such as whether a column exists.
/// </summary>
public static class PipelineSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as it is published in <c>shared/Pipelines/pipeline.schema.json</c>.</summary>
    public static string Write()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Trainyard pipeline",
            ["description"] = "How a model is trained, judged and deployed.",
        };
        foreach (var (name, part) in PipelineGrammar.Parser.Schema()) schema[name] = part?.DeepClone();
        SharedDefinitions.Hoist(schema);
        return schema.ToJsonString(Options) + "\n";
    }
}
