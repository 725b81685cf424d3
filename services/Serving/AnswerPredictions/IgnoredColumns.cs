using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Features.Fitted;

namespace Trainyard.Serving.AnswerPredictions;

/// <summary>Columns that rows brought and no feature is made from: let pass, and said once in the answer.</summary>
/// <param name="inputs">The columns that features are made from.</param>
internal sealed class IgnoredColumns(IReadOnlyList<InputColumn> inputs)
{
    /// <summary>So many are named; the others are left out.</summary>
    private const int Most = 100;

    private const int LongestName = 100;

    private readonly List<string> _names = [];

    /// <summary>Looks at a row that was answered: it has every column of the features, so where it has as many there
    /// is nothing more.</summary>
    public void Add(JsonElement row)
    {
        if (row.GetPropertyCount() == inputs.Count || _names.Count == Most)
            return;
        foreach (var property in row.EnumerateObject())
        {
            if (_names.Count < Most && !inputs.Any(input => property.NameEquals(input.Name))
                && !_names.Exists(property.NameEquals))
                _names.Add(property.Name);
        }
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
