using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Trainyard.Persistence.Documents;

/// <summary>A record as a store has it: the body, and what lies beside it.</summary>
/// <param name="Id">The id that it is stored by.</param>
/// <param name="Body">The document: JSON, UTF-8.</param>
/// <param name="Blobs">The blobs that it is said to name; null where an earlier version wrote none down.</param>
/// <param name="Shown">What lists show of it: JSON, UTF-8; null where an earlier version wrote none down.</param>
/// <param name="Indexed">The values that it is found by, by field; only of fields that the store has.</param>
internal sealed record StoredBeside(
    string Id, byte[] Body, IReadOnlyList<string>? Blobs, byte[]? Shown, IReadOnlyDictionary<string, object?> Indexed)
{
    private const int LongestValue = 80;

    /// <summary>What lies beside the body and is not what the body gives; null where nothing is.</summary>
    public StoredLie? LieIn<T>(DocumentCollection<T> collection)
        where T : class
    {
        var document = DocumentJson.Read<T>(Body, collection.Name, Id);
        var found = new List<string>();
        if (collection.Id(document) is var own && own != Id)
            found.Add($"It is stored as '{Brief(Id)}', and says that it is '{Brief(own)}'.");
        foreach (var index in collection.Indexes)
        {
            if (!Indexed.TryGetValue(index.Field, out var stored))
                continue;
            var value = index.Value(document);
            var said = Plain(CollectionRules.IndexValue(value));
            if (!Equals(Plain(stored), said))
                found.Add(
                    $"By '{index.Field}' it is found as {Text(Plain(stored), value)}, and says {Text(said, value)}.");
        }

        if (collection.Row is { } row && Shown is not null)
            AddRow(row(document), Shown, found);
        return found.Count == 0 ? null : new StoredLie(collection.Name, Id, found);
    }

    /// <summary>The blobs that it names and that don't stand beside it. One that stands there and is not named is kept
    /// too long, and no more.</summary>
    public StoredLie? LieOfBlobs(string collection) =>
        Blobs is not null && BlobNames.In(Body).Except(Blobs, StringComparer.Ordinal).FirstOrDefault() is { } blob
            ? new StoredLie(
                collection, Id,
                [$"It names blob {blob}, which does not stand beside it: a collection would remove it."])
            : null;

    /// <summary>
    /// Most rows are written as they would be now. Another version of the program may have written more members or
    /// fewer, in another order: those are passed over, and a member that is there and differs is the lie. What a
    /// dictionary holds is no member: one that has come or gone is a lie too.
    /// </summary>
    private static void AddRow(object row, byte[] shown, List<string> found)
    {
        var said = DocumentJson.Write(row);
        if (said.AsSpan().SequenceEqual(shown))
            return;
        try
        {
            using var stored = JsonDocument.Parse(shown);
            using var own = JsonDocument.Parse(said);
            Compare("", stored.RootElement, own.RootElement, row.GetType(), found);
        }
        catch (JsonException)
        {
            found.Add("What lists show of it is no JSON.");
        }
    }

    private static void Compare(string path, JsonElement stored, JsonElement said, Type type, List<string> found)
    {
        if (JsonElement.DeepEquals(stored, said))
            return;
        var form = DocumentJson.Options.GetTypeInfo(type);
        if (stored.ValueKind == JsonValueKind.Object && said.ValueKind == JsonValueKind.Object)
        {
            if (form.Kind == JsonTypeInfoKind.Object)
            {
                foreach (var member in form.Properties)
                {
                    if (stored.TryGetProperty(member.Name, out var one)
                        && said.TryGetProperty(member.Name, out var two))
                        Compare($"{path}.{member.Name}", one, two, member.PropertyType, found);
                }

                return;
            }

            foreach (var name in Names(stored).Union(Names(said)).Order(StringComparer.Ordinal))
            {
                if (stored.TryGetProperty(name, out var one) & said.TryGetProperty(name, out var two))
                    Compare($"{path}.{name}", one, two, form.ElementType ?? typeof(object), found);
                else
                    Add($"{path}.{name}", one, two);
            }

            return;
        }

        if (stored.ValueKind == JsonValueKind.Array && said.ValueKind == JsonValueKind.Array
            && stored.GetArrayLength() == said.GetArrayLength())
        {
            for (var at = 0; at < stored.GetArrayLength(); at++)
                Compare($"{path}.{at}", stored[at], said[at], form.ElementType ?? typeof(object), found);
            return;
        }

        Add(path, stored, said);

        void Add(string at, JsonElement one, JsonElement two) => found.Add(
            $"Lists show {Brief(at.TrimStart('.'))} {Text(one)}, and it says {Text(two)}.");
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(one => one.Name);

    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? "nothing" : Brief(element.GetRawText());

    /// <summary>A store may write a truth value as a number, and a whole number shorter.</summary>
    private static object? Plain(object? value) => value switch
    {
        bool truth => truth ? 1L : 0L,
        int whole => (long)whole,
        _ => value,
    };

    private static string Text(object? value, object? own) => value switch
    {
        null => "nothing",
        long ticks when own is DateTimeOffset or DateTime && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks =>
            new DateTime(ticks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
        string text => $"'{Brief(text)}'",
        _ => Brief(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Brief(string text) => text.Length <= LongestValue ? text : text[..LongestValue] + "...";
}
