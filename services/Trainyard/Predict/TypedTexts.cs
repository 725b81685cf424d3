using System.Text;
using System.Text.Json.Nodes;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Values;

namespace Trainyard.Cli.Predict;

/// <summary>Texts of a file as the values of a request. What does not fit its type goes as it is: the server says what
/// would be right.</summary>
/// <param name="types">The type of each column of the model.</param>
/// <param name="missing">Texts that mean that a value is missing, besides the empty one.</param>
/// <param name="numbers">How numbers are written.</param>
/// <param name="trims">Whether blanks around values say nothing.</param>
internal sealed class TypedTexts(
    IReadOnlyDictionary<string, string> types, IReadOnlySet<string> missing, NumberFormat numbers, bool trims)
{
    public static TypedTexts Of(FileSource? source, ModelSchema schema) => new(
        schema.Types,
        new HashSet<string>(source?.NullValues ?? [], StringComparer.Ordinal),
        source?.Numbers ?? new NumberFormat('.', null),
        source?.Trim ?? true);

    /// <summary>The same for columns whose values were of a type and not texts: no source says how these are written,
    /// and what is no number means that a value is missing.</summary>
    public TypedTexts OfTyped => new(
        types, new HashSet<string>(["nan"], StringComparer.Ordinal), new NumberFormat('.', null), trims);

    /// <summary>The name of a column, as the pipeline reads it.</summary>
    public string Name(string name) => trims ? Blanks.Trim(name) : name;

    /// <exception cref="CommandException">The file lacks a column that the model needs.</exception>
    public void Demand(string path, IReadOnlyCollection<string> names)
    {
        var lacking = types.Keys.Except(names).ToList();
        if (lacking.Count == 0)
            return;
        var meant = Spelling.Nearest(lacking[0], names) is { } near ? $" It has '{near}'." : "";
        var others = lacking.Count > 1 ? $" and {lacking.Count - 1} more of the {types.Count} that it needs" : "";
        throw new CommandException($"'{path}' has no column '{lacking[0]}'{others}.{meant}");
    }

    public JsonNode? Read(string column, string? text)
    {
        if (text is null)
            return null;
        var bare = Blanks.Trim(text);
        if (bare.Length == 0 || missing.Contains(text) || missing.Contains(bare))
            return null;
        return types.GetValueOrDefault(column) switch
        {
            "integer" or "number" when numbers.TryRead(Encoding.UTF8.GetBytes(bare), out var number)
                && double.IsFinite(number) => number,
            "boolean" when bool.TryParse(bare, out var truth) => truth,
            "category" or "text" when !trims => text,
            _ => bare,
        };
    }
}
