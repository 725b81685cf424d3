using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trainyard.Pipelines.Tests.Published;

/// <summary>
/// What an editor does with the published schema: the keywords of JSON Schema, draft 2020-12, that it uses. A keyword
/// it does not know fails, so that none goes unchecked.
/// </summary>
internal sealed class SchemaCheck(JsonObject root)
{
    public static SchemaCheck Published { get; } = new(JsonNode.Parse(PipelineSchema.Write())!.AsObject());

    /// <summary>Whether a pipeline file, which must be YAML, is valid.</summary>
    public bool Accepts(string yaml)
    {
        var node = YamlTree.Read(yaml, new ParseContext());
        Assert.NotNull(node);
        return Accepts(Convert(node), root);
    }

    private bool Accepts(JsonNode? value, JsonNode schema)
    {
        if (schema.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return schema.GetValue<bool>();
        var rules = schema.AsObject();
        return rules.All(rule => Holds(rule.Key, rule.Value!, rules, value));
    }

    private bool Holds(string keyword, JsonNode rule, JsonObject rules, JsonNode? value)
    {
        var map = value as JsonObject;
        var list = value as JsonArray;
        var text = value is JsonValue word && word.TryGetValue<string>(out var t) ? t : null;
        double? number = value is JsonValue amount && amount.TryGetValue<double>(out var n) ? n : null;
        return keyword switch
        {
            "$schema" or "$defs" or "title" or "description" or "default" or "deprecated" or "then" or "else" => true,
            "$ref" => Accepts(value, root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!),
            "type" => (rule is JsonArray any ? any.Select(r => r!) : [rule]).Any(r => Is(r.GetValue<string>(), value)),
            "enum" => rule.AsArray().Any(r => JsonNode.DeepEquals(r, value)),
            "const" => JsonNode.DeepEquals(rule, value),
            "properties" => map?.All(p => rule[p.Key] is not { } own || Accepts(p.Value, own)) ?? true,
            "additionalProperties" =>
                map?.All(p => rules["properties"]?[p.Key] is not null || Accepts(p.Value, rule)) ?? true,
            "propertyNames" => map?.All(p => Accepts(JsonValue.Create(p.Key), rule)) ?? true,
            "required" => map is null || rule.AsArray().All(r => map.ContainsKey(r!.GetValue<string>())),
            "minProperties" => map is null || map.Count >= rule.GetValue<int>(),
            "maxProperties" => map is null || map.Count <= rule.GetValue<int>(),
            "items" => list?.All(i => Accepts(i, rule)) ?? true,
            "minItems" => list is null || list.Count >= rule.GetValue<int>(),
            "maxItems" => list is null || list.Count <= rule.GetValue<int>(),
            "uniqueItems" => list is null || list.Select(i => i?.ToJsonString()).Distinct().Count() == list.Count,
            "minLength" => text is null || text.Length >= rule.GetValue<int>(),
            "maxLength" => text is null || text.Length <= rule.GetValue<int>(),
            "pattern" => text is null || Regex.IsMatch(text, rule.GetValue<string>(), RegexOptions.ECMAScript),
            "minimum" => number is null || number >= rule.AsValue().GetValue<double>(),
            "maximum" => number is null || number <= rule.AsValue().GetValue<double>(),
            "exclusiveMinimum" => number is null || number > rule.AsValue().GetValue<double>(),
            "exclusiveMaximum" => number is null || number < rule.AsValue().GetValue<double>(),
            "anyOf" => rule.AsArray().Any(r => Accepts(value, r!)),
            "oneOf" => rule.AsArray().Count(r => Accepts(value, r!)) == 1,
            "if" => Accepts(value, rules[Accepts(value, rule) ? "then" : "else"]!),
            _ => throw new NotSupportedException(
                $"The schema has a keyword '{keyword}', which this check does not know."),
        };
    }

    private static bool Is(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "string" => value?.GetValueKind() is JsonValueKind.String,
        "number" => value?.GetValueKind() is JsonValueKind.Number,
        _ => value?.GetValueKind() is JsonValueKind.Number && double.IsInteger(value.GetValue<double>()),
    };

    private static JsonNode? Convert(Node node) => node switch
    {
        ListNode list => new JsonArray([.. list.Items.Select(Convert)]),
        MapNode map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Text, Convert(e.Value)))),
        ScalarNode { IsNothing: true } => null,
        ScalarNode { IsPlain: true, Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
        ScalarNode { IsPlain: true } scalar when NumberText.TryParse(scalar.Text, out var number) =>
            JsonValue.Create(number),
        _ => JsonValue.Create(((ScalarNode)node).Text),
    };
}
