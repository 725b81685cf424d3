using Microsoft.Extensions.Configuration;

namespace Trainyard.Hosting.Settings;

/// <summary>A section of the settings that this process reads, and what stands in it. A name that it does not know is
/// refused: whoever writes <c>Retention:Runz</c> means something, and would not get it.</summary>
/// <param name="Name">The section.</param>
/// <param name="Keys">The names of its settings.</param>
internal sealed record SettingsSection(string Name, IReadOnlyList<string> Keys)
{
    public static SettingsSection Of<T>(string name) => new(name, [.. typeof(T).GetProperties()
        .Where(property => property.CanWrite)
        .Select(property => property.Name)]);

    /// <summary>A sentence for each name that none of them knows. Several may read one section; what has parts of its
    /// own is another section, which somebody else may read.</summary>
    public static IEnumerable<string> Unknown(IEnumerable<SettingsSection> sections, IConfiguration configuration) =>
        from section in sections.GroupBy(section => section.Name, StringComparer.OrdinalIgnoreCase)
        let keys = section.SelectMany(one => one.Keys)
            .ToHashSet(StringComparer.OrdinalIgnoreCase)
        from setting in configuration.GetSection(section.Key).GetChildren()
        where setting.Value is not null && !keys.Contains(setting.Key)
        select $"{setting.Path} is no setting; {section.Key} has "
            + string.Join(", ", keys.Order(StringComparer.Ordinal));
}
