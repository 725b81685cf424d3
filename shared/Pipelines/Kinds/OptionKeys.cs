using System.Reflection;
using System.Text.Json;

namespace Trainyard.Pipelines;

/// <summary>The keys of a record whose properties are options, and the way back from keys to a record.</summary>
internal sealed class OptionKeys<T>
    where T : class, new()
{
    private readonly (PropertyInfo Property, Key Key)[] _options;

    /// <exception cref="InvalidOperationException">A property is no option: nobody could set it.</exception>
    public OptionKeys()
    {
        var standard = new T();
        _options =
        [
            .. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .OrderBy(p => p.DeclaringType == typeof(T) ? 0 : 1).ThenBy(p => p.MetadataToken)
                .Select(p => (p, Key(p, p.GetValue(standard)!))),
        ];
    }

    /// <summary>The keys, those of the kind itself before those that all kinds have.</summary>
    public IReadOnlyList<Key> Keys => [.. _options.Select(o => o.Key)];

    /// <summary>The record that the values of a mapping make.</summary>
    public T Build(Fields fields)
    {
        var record = new T();
        foreach (var (property, key) in _options)
        {
            if (fields.TryGet(key, out var value)) property.SetValue(record, value);
        }

        return record;
    }

    /// <summary>The key of a property.</summary>
    public Key Of(string property) => _options.First(o => o.Property.Name == property).Key;

    private static Key Key(PropertyInfo property, object standard) =>
        property.GetCustomAttribute<OptionAttribute>()?
            .Key(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), standard)
        ?? throw new InvalidOperationException(
            $"{typeof(T).Name}.{property.Name} is no option: it has no meaning and no range.");
}
