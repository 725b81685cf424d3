using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MassTransit;

namespace Trainyard.Contracts.Tests;

/// <summary>All that a program in another language must know, as text that can be compared line by line.</summary>
internal static class WireFormat
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static IEnumerable<string> Lines()
    {
        foreach (var type in WireTypes.All.Where(type => !type.IsInterface))
        {
            yield return "";
            yield return Heading(type);
            foreach (var line in type.IsEnum ? Enum.GetNames(type) : type.GetProperties().Select(Member))
                yield return "  " + line;
        }
    }

    private static string Heading(Type type)
    {
        if (type.IsEnum)
            return $"word {type.Name}, one of";

        var roles = type.GetInterfaces()
            .Where(role => role.Assembly == type.Assembly && role != typeof(IMessage)).Select(role => role.Name)
            .Order(StringComparer.Ordinal);
        return WireTypes.IsMessage(type)
            ? $"message {MessageUrn.ForTypeString(type)} as {string.Join(", ", roles)}"
            : $"record {type.Name}";
    }

    private static string Member(PropertyInfo member)
    {
        var text = new StringBuilder(JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Append(": ");
        text.Append(Name(member.PropertyType));
        if (Nullability.Create(member).ReadState == NullabilityState.Nullable)
            text.Append(" or null");
        if (member.IsDefined(typeof(RequiredMemberAttribute)))
            text.Append(", required");
        return text.ToString();
    }

    private static string Name(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsGenericType: true } many when many.GetGenericArguments() is [var one] => $"list of {Name(one)}",
        { IsGenericType: true } map when map.GetGenericArguments() is [_, var one] => $"map of {Name(one)}",
        var one => one.Name,
    };
}
