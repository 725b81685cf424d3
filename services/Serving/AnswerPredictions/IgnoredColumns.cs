using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Features.Fitted;
using Trainyard.Pipelines.Values;

namespace Trainyard.Serving.AnswerPredictions;

/// <summary>Columns that rows brought and no feature is made from: let pass, and said once in the answer.</summary>
/// <param name="features">What is made of them.</param>
internal sealed class IgnoredColumns(FittedFeatures features)
{
    /// <summary>So many are named; the others are left out.</summary>
    private const int Most = 100;

    private const int LongestName = 100;

    private readonly List<string> _names = [];

    /// <summary>Looks at a row that was answered. Mostly it has every column of the features, and where it has as many
    /// there is nothing more.</summary>
    public void Add(JsonElement row)
    {
        if (_names.Count == Most
            || (row.GetPropertyCount() == features.Inputs.Count && features.Source is not { HasObjects: true }))
            return;
        foreach (var property in row.EnumerateObject())
        {
            if (_names.Count < Most && !IsUsed(property) && !_names.Exists(property.NameEquals))
                _names.Add(property.Name);
        }
    }

    // Where blanks around names count for nothing, a column may have come with some.
    private bool IsUsed(JsonProperty property)
    {
        foreach (var input in features.Inputs)
        {
            if (property.NameEquals(input.Name))
                return true;
        }

        return features.Source is { Trim: true } && Blanks.Trim(property.Name) is var name
            && name.Length < property.Name.Length && features.Inputs.Any(input => input.Name == name);
    }

    /// <summary>Writes <c>ignored</c>, where there are any.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (_names.Count == 0)
            return;
        json.WriteStartArray("ignored");
        foreach (var name in _names)
            json.WriteStringValue(ShortText.Of(name, LongestName));
        json.WriteEndArray();
    }
}
