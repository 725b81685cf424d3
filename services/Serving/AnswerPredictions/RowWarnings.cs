using System.Text.Json;
using Trainyard.Features.Fitted;

namespace Trainyard.Serving.AnswerPredictions;

/// <summary>What is to be known of rows that were answered all the same: each thing once, with the first row and how
/// many there are.</summary>
internal sealed class RowWarnings
{
    /// <summary>So many are told; the others are left out.</summary>
    private const int Most = 100;

    private long _leftOut;

    private readonly Dictionary<(string Column, string What), (RowProblem Warning, int First, int Rows)> _found = [];

    public void Add(int row, RowProblem warning)
    {
        var key = (warning.Column, warning.About ?? warning.Message);
        if (_found.TryGetValue(key, out var found))
            _found[key] = found with { Rows = found.Rows + 1 };
        else if (_found.Count < Most)
            _found.Add(key, (warning, row, 1));
        else
            _leftOut++;
    }

    /// <summary>Writes <c>warnings</c>, where there are any.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (_found.Count == 0)
            return;
        json.WriteStartArray("warnings");
        foreach (var (warning, first, rows) in _found.Values)
        {
            json.WriteStartObject();
            json.WriteNumber("row", first);
            json.WriteString("column", warning.Column);
            json.WriteString("message", warning.Message);
            json.WriteNumber("rows", rows);
            if (warning.About is { } about)
                json.WriteString("about", about);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (_leftOut > 0)
            json.WriteNumber("warningsLeftOut", _leftOut);
    }
}
