using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>
/// A key of a mapping: its name, what it means, what may stand there, and what is assumed without it.
/// </summary>
internal abstract class Key(string name, string description, bool isRequired)
{
    /// <summary>The name as written in the file.</summary>
    public string Name => name;

    /// <summary>What it means, with its unit.</summary>
    public string Description => description;

    /// <summary>Whether the mapping is wrong without it.</summary>
    public bool IsRequired => isRequired;

    /// <summary>Whether it is designed and not supported yet.</summary>
    public bool IsLater { get; init; }

    /// <summary>A name that it had before, and that is still understood; null when it never had another.</summary>
    public string? Formerly { get; init; }

    /// <summary>Whether a name in the file means this key.</summary>
    public bool IsCalled(string written) => written == name || written == Formerly;

    /// <summary>What may stand there.</summary>
    public abstract Parser Parser { get; }

    /// <summary>The default as JSON; null when there is none.</summary>
    public abstract JsonNode? Default { get; }

    /// <summary>Reads the value at a place into the fields of its mapping.</summary>
    public abstract bool TryRead(Place place, ParseContext context, Fields fields);

    /// <summary>A key that must be there.</summary>
    public static Key<T> Required<T>(string name, string description, Parser<T> parser) =>
        new(name, description, parser, true);

    /// <summary>A key that may be absent.</summary>
    public static Key<T> Optional<T>(string name, string description, Parser<T> parser) =>
        new(name, description, parser, false);

    /// <summary>A key with a default.</summary>
    public static Key<T> Optional<T>(string name, string description, Parser<T> parser, T standard) =>
        new(name, description, parser, false) { Standard = standard, HasStandard = true };

    /// <summary>A key that a later version will know: designed, checked, and refused today.</summary>
    public static Key<T> Later<T>(string name, string description, Parser<T> parser) =>
        new(name, description, new LaterParser<T>($"'{name}'", parser), false) { IsLater = true };
}

/// <inheritdoc/>
internal sealed class Key<T>(string name, string description, Parser<T> parser, bool isRequired)
    : Key(name, description, isRequired)
{
    /// <summary>What is assumed without it.</summary>
    public T? Standard { get; init; }

    /// <summary>Whether something is assumed without it.</summary>
    public bool HasStandard { get; init; }

    /// <inheritdoc/>
    public override Parser Parser => parser;

    /// <inheritdoc/>
    public override JsonNode? Default => !HasStandard ? null : Standard switch
    {
        bool flag => JsonValue.Create(flag),
        int whole => JsonValue.Create(whole),
        long whole => JsonValue.Create(whole),
        double number => JsonValue.Create(number),
        string text => JsonValue.Create(text),
        Enum member =>
            JsonValue.Create(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString())),
        IReadOnlyList<string> { Count: 0 } when parser is AllOrColumnsParser => JsonValue.Create("all"),
        _ => null,
    };

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, Fields fields)
    {
        if (!parser.TryRead(place, context, out var value)) return false;
        fields.Set(this, value, place);
        return true;
    }
}

/// <summary>The values of a mapping that were read.</summary>
internal sealed class Fields(Place place, ParseContext context)
{
    private readonly Dictionary<Key, (object? Value, Place Place)> _values = [];

    /// <summary>Where the mapping stands.</summary>
    public Place Place => place;

    /// <summary>What has been found in the file.</summary>
    public ParseContext Context => context;

    /// <summary>Whether the build of the mapping complained.</summary>
    public bool HasComplaints { get; private set; }

    /// <summary>The value of a key that is required or has a default.</summary>
    public T Get<T>(Key<T> key) => _values.TryGetValue(key, out var found) ? (T)found.Value! : key.Standard!;

    /// <summary>The value of a key that may be absent.</summary>
    public T? Find<T>(Key<T> key)
        where T : class =>
        _values.TryGetValue(key, out var found) ? (T?)found.Value : null;

    /// <summary>The value of a key that may be absent.</summary>
    public T? FindValue<T>(Key<T> key)
        where T : struct =>
        _values.TryGetValue(key, out var found) ? (T)found.Value! : null;

    /// <summary>The value of any key that was there.</summary>
    public bool TryGet(Key key, out object? value)
    {
        var isThere = _values.TryGetValue(key, out var found);
        value = found.Value;
        return isThere;
    }

    /// <summary>Whether a key was there and right.</summary>
    public bool Has(Key key) => _values.ContainsKey(key);

    /// <summary>Where the value of a key stands; the mapping when it is absent.</summary>
    public Place PlaceOf(Key key) => _values.TryGetValue(key, out var found) ? found.Place : place;

    /// <summary>Notes what a key was read as.</summary>
    public void Set(Key key, object? value, Place at) => _values[key] = (value, at);

    /// <summary>Notes a problem with a key.</summary>
    public void Complain(Key key, string message)
    {
        context.Complain(PlaceOf(key), message);
        HasComplaints = true;
    }

    /// <summary>Complains about a key that would have no effect.</summary>
    public void Refuse(Key key, bool hasEffect, string when)
    {
        if (Has(key) && !hasEffect) Complain(key, $"'{key.Name}' has an effect only {when}; remove it.");
    }

    /// <summary>Complains when a lower limit lies above an upper one.</summary>
    public void Order<T>(Key<T> min, Key<T> max)
        where T : struct, IComparable<T>
    {
        if (FindValue(min) is { } low && FindValue(max) is { } high && low.CompareTo(high) > 0)
            Complain(min, $"'{min.Name}' is larger than '{max.Name}', so that no value fits.");
    }
}
