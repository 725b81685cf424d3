using System.Collections.Frozen;
using Trainyard.Contracts;

namespace Trainyard.Hosting.Bus;

/// <summary>The messages of the yard, by name.</summary>
public static class ContractTypes
{
    /// <summary>All messages, in the order of their names.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(IMessage).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IMessage)))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, Type> ByName = All.ToFrozenDictionary(type => type.Name);

    /// <summary>The type of a message, or null when no message has this name.</summary>
    public static Type? Find(string name) => ByName.GetValueOrDefault(name);
}
