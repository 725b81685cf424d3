using Trainyard.Contracts;

namespace Trainyard.Contracts.Tests;

/// <summary>What the contract assembly holds, by the part it plays on the wire.</summary>
internal static class WireTypes
{
    /// <summary>The table of steps and what belongs to it: part of the assembly, and never sent.</summary>
    private static readonly Type[] Tables = [typeof(SequenceStep), typeof(Role), typeof(Cast)];

    /// <summary>All types of the assembly that somebody wrote, and that travel: no static class does.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(IRunMessage).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Trainyard", StringComparison.Ordinal) == true && !type.IsNested
                && type is not { IsAbstract: true, IsSealed: true } && !Tables.Contains(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>Messages, and the records inside them.</summary>
    public static IReadOnlyList<Type> Records { get; } =
        [.. All.Where(type => type is { IsInterface: false, IsEnum: false })];

    /// <summary>Words that are one of a fixed set.</summary>
    public static IReadOnlyList<Type> Enums { get; } = [.. All.Where(type => type.IsEnum)];

    public static bool IsMessage(Type type) => type.IsAssignableTo(typeof(IMessage));

    public static TheoryData<string> RecordNames() => [.. Records.Select(type => type.Name)];

    public static Type Named(string name) => All.Single(type => type.Name == name);
}
