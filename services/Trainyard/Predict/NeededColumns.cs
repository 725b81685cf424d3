using Trainyard.Pipelines;
using Trainyard.Pipelines.Values;

namespace Trainyard.Cli.Predict;

/// <summary>The columns of a file beside those that a model needs.</summary>
internal static class NeededColumns
{
    /// <summary>The name of a column, as the pipeline reads it.</summary>
    public static string Name(this ModelSchema schema, string name) =>
        schema.File.Trims && !schema.Needs(name) ? Blanks.Trim(name) : name;

    /// <summary>Whether the model needs a column: of others the name is enough, to say that it is let pass.</summary>
    public static bool Needs(this ModelSchema schema, string name) => schema.Types.ContainsKey(name);

    /// <exception cref="CommandException">The file has a column twice that the model needs.</exception>
    public static void DemandOnce(this ModelSchema schema, string path, IEnumerable<string> names)
    {
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(one => one.Count() > 1 && one.Any(schema.Needs)) is not { } twice)
            return;
        var others = twice.Distinct(StringComparer.Ordinal).ToArray() is [var one, var other, ..]
            ? $"'{one}' and '{other}', which differ in case alone"
            : $"'{twice.Key}' twice";
        throw new CommandException($"'{path}' has the column {others}. Name each once.");
    }

    /// <exception cref="CommandException">The file lacks a column that the model needs, or has it twice.</exception>
    public static void Demand(this ModelSchema schema, string path, IReadOnlyCollection<string> names)
    {
        schema.DemandOnce(path, names);
        var lacking = schema.Types.Keys.Except(names).ToList();
        if (lacking.Count == 0)
            return;
        var meant = Spelling.Nearest(lacking[0], names) is { } near ? $" It has '{near}'." : "";
        var others = lacking.Count > 1
            ? $" and {lacking.Count - 1} more of the {schema.Types.Count} that it needs"
            : "";
        throw new CommandException($"'{path}' has no column '{lacking[0]}'{others}.{meant}");
    }
}
