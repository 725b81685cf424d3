using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trainyard.Pipelines.Values;

/// <summary>How the columns of a source are written, as a snapshot says it of itself.</summary>
public static class SourceForms
{
    /// <summary>The name under which the metadata of a snapshot has them.</summary>
    public const string Key = "trainyard_source_forms";

    /// <summary>Writes those that say something: equal forms give equal texts. Null where none does.</summary>
    public static string? Write(IEnumerable<KeyValuePair<string, ColumnForm>> forms)
    {
        var some = forms.Where(form => !form.Value.IsPlain)
            .OrderBy(form => form.Key, StringComparer.Ordinal)
            .ToDictionary(form => form.Key, form => form.Value, StringComparer.Ordinal);
        return some.Count == 0
            ? null
            : JsonSerializer.Serialize(some, SourceFormsJson.Default.DictionaryStringColumnForm);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static IReadOnlyDictionary<string, ColumnForm> Read(string? json)
    {
        try
        {
            return json is null
                ? new Dictionary<string, ColumnForm>()
                : JsonSerializer.Deserialize(json, SourceFormsJson.Default.DictionaryStringColumnForm) ?? [];
        }
        catch (JsonException unreadable)
        {
            throw new InvalidDataException("What the snapshot says of its source can't be read.", unreadable);
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dictionary<string, ColumnForm>))]
internal sealed partial class SourceFormsJson : JsonSerializerContext;
