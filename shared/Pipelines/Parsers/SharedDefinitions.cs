using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>Moves what stands in several places of a schema to <c>$defs</c>, so that the file stays readable.</summary>
internal static class SharedDefinitions
{
    /// <summary>The mark that a parser leaves on what is to be moved.</summary>
    public const string Mark = "x-shared";

    /// <summary>Moves everything that is marked.</summary>
    public static void Hoist(JsonObject schema)
    {
        var definitions = new JsonObject();
        Walk(schema, definitions);
        schema["$defs"] = definitions;
    }

    private static void Walk(JsonNode? node, JsonObject definitions)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array) Walk(item, definitions);
        }

        if (node is not JsonObject part) return;
        foreach (var (_, child) in part) Walk(child, definitions);
        if (part[Mark]?.GetValue<string>() is not { } name) return;
        var shared = new JsonObject();
        foreach (var (key, value) in part.ToArray())
        {
            // The description is that of the place; the rest is that of the parser.
            if (key is "description" or "default") continue;
            _ = part.Remove(key);
            if (key != Mark) shared[key] = value;
        }

        definitions[name] = shared;
        part["$ref"] = $"#/$defs/{name}";
    }
}
