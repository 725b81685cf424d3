using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Trainyard.Hosting.Settings;

/// <summary>Reads settings from one or more sections, of which the later ones win, and holds them against their
/// rules.</summary>
internal sealed class SettingsReader(IConfiguration configuration, params string[] sections)
{
    /// <summary>Settings that are needed before there is a container.</summary>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var (reader, settings) = (new SettingsReader(configuration, section), new T());
        var problems = reader.Bind(settings);
        if (problems.Count == 0)
            problems = reader.Check(settings);
        if (problems.Count == 0)
            problems = [.. SettingsSection.Unknown([SettingsSection.Of<T>(section)], configuration)];
        return problems.Count == 0 ? settings : throw new SettingsException(problems);
    }

    /// <summary>Fills in what the sections say; gives a problem for each value that is not of its kind.</summary>
    public IReadOnlyList<string> Bind<T>(T settings)
        where T : class
    {
        var problems = typeof(T).GetProperties()
            .Where(property => !IsReadable(property.PropertyType, configuration[KeyOf(property.Name)]))
            .Select(property => $"{KeyOf(property.Name)} must be {KindOf(property.PropertyType)}")
            .ToList();
        if (problems.Count == 0)
        {
            foreach (var section in sections)
                configuration.GetSection(section).Bind(settings);
        }

        return problems;
    }

    /// <summary>Holds settings against the attributes of their members, and against their own rules.</summary>
    public IReadOnlyList<string> Check<T>(T settings)
        where T : class
    {
        var problems = new List<string>();
        foreach (var property in typeof(T).GetProperties())
        {
            problems.AddRange(property.GetCustomAttributes<ValidationAttribute>()
                .Where(rule => !rule.IsValid(property.GetValue(settings)))
                .Select(rule => $"{KeyOf(property.Name)} {TextOf(rule)}"));
        }

        if (problems.Count == 0 && settings is IValidatableObject whole)
        {
            problems.AddRange(whole.Validate(new ValidationContext(settings))
                .Select(result => $"{KeyOf(result.MemberNames.First())} {result.ErrorMessage}"));
        }

        return problems;
    }

    private string KeyOf(string member)
    {
        var keys = sections.Select(section => $"{section}:{member}").ToList();
        return keys.FindLast(key => configuration[key] is not null) ?? keys[^1];
    }

    private static string TextOf(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => $"must be between {range.Minimum} and {range.Maximum}",
        RequiredAttribute => "must be set",
        _ => rule.ErrorMessage ?? "has a value that is not possible",
    };

    private static bool IsReadable(Type type, string? value)
    {
        if (string.IsNullOrEmpty(value) || !TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)))
            return true;
        try
        {
            _ = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException
            or OverflowException or InvalidCastException)
        {
            return false;
        }
    }

    private static string KindOf(Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        return kind.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(kind))
            : kind == typeof(bool) ? "true or false"
            : kind == typeof(TimeSpan) ? "a time span such as 00:00:15"
            : kind == typeof(int) || kind == typeof(long) ? "a whole number"
            : kind == typeof(Uri) ? "an address"
            : "a " + kind.Name;
    }
}
