using System.Text.RegularExpressions;

namespace Trainyard.Persistence.Documents;

/// <summary>
/// What both stores ask of names, ids and index values, so that neither accepts what the other refuses.
/// </summary>
internal static partial class CollectionRules
{
    /// <summary>The longest id, in characters.</summary>
    public const int LongestId = 200;

    public static DocumentCollection<T> Check<T>(DocumentCollection<T> collection)
        where T : class
    {
        foreach (var name in collection.Indexes.Select(i => i.Field).Prepend(collection.Name))
        {
            if (!Name().IsMatch(name))
                throw new ArgumentException($"'{name}' is no name: a letter, then letters, digits and underscores.");
        }

        foreach (var field in collection.Orders.SelectMany(order => order))
            _ = CheckedField(collection, field);
        return collection;
    }

    public static string CheckedId<T>(DocumentCollection<T> collection, T document)
        where T : class
    {
        var id = collection.Id(document);
        return id.Length is > 0 and <= LongestId
            ? id
            : throw new ArgumentException(
                $"An id of '{collection.Name}' has {id.Length} characters, not 1 to {LongestId}.");
    }

    public static string CheckedField<T>(DocumentCollection<T> collection, string field)
        where T : class =>
        collection.Indexes.Any(i => i.Field == field)
            ? field
            : throw new ArgumentException($"'{collection.Name}' has no index '{field}', only {Names(collection)}.");

    public static string CheckedRow<T>(DocumentCollection<T> collection)
        where T : class =>
        collection.Row is null
            ? throw new ArgumentException($"'{collection.Name}' says nothing of what a list shows.")
            : collection.Name;

    /// <summary>
    /// Text, truth value, whole number, or null: what both stores order alike. Times become ticks, UTC.
    /// </summary>
    public static object? IndexValue(object? value) => value switch
    {
        null or string or long or bool => value,
        int or short or byte => Convert.ToInt64(value),
        DateTimeOffset time => time.UtcTicks,
        DateTime time => time.ToUniversalTime().Ticks,
        TimeSpan span => span.Ticks,
        Guid id => id.ToString("D"),
        Enum name => name.ToString(),
        _ => throw new ArgumentException($"A {value.GetType().Name} can't be the value of an index."),
    };

    private static string Names<T>(DocumentCollection<T> collection)
        where T : class => string.Join(", ", collection.Indexes.Select(i => $"'{i.Field}'").DefaultIfEmpty("the id"));

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_]{0,59}$")]
    private static partial Regex Name();
}
