using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Trainyard.Contracts.Tests;

/// <summary>Makes a record with every member filled, each with its own value: nothing is lost unseen.</summary>
internal sealed class Filled
{
    private static readonly DateTimeOffset Noon = new(2001, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private int _count;

    public static object Of(Type type) => new Filled().Value(type, type.Name);

    private object Value(Type declared, string name)
    {
        var count = ++_count;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            _ when type == typeof(string) => $"{name} {count}, \"é\" <1 %",
            _ when type == typeof(int) => count,
            _ when type == typeof(long) => 5_000_000_000L + count,
            _ when type == typeof(double) => count + 0.1,
            _ when type == typeof(bool) => true,
            _ when type == typeof(Guid) => new Guid(count, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(864_000_000_123L * count),
            _ when type == typeof(DateTimeOffset) => Noon.AddTicks(count),
            { IsEnum: true } => type.GetEnumValues().GetValue(count % type.GetEnumValues().Length)!,
            { IsGenericType: true } => Many(type.GetGenericTypeDefinition(), type.GetGenericArguments(), name),
            _ => Record(type),
        };
    }

    private object Many(Type shape, Type[] of, string name)
    {
        if (shape == typeof(IReadOnlyList<>))
        {
            var items = Array.CreateInstance(of[0], 2);
            items.SetValue(Value(of[0], name), 0);
            items.SetValue(Value(of[0], name), 1);
            return items;
        }

        Assert.True(shape == typeof(IReadOnlyDictionary<,>) && of[0] == typeof(string),
            $"{name} is a {shape.Name}: a contract holds IReadOnlyList<T> or IReadOnlyDictionary<string, T>.");
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(of))!;
        map.Add(name + " a", Value(of[1], name));
        map.Add("log_loss", Value(of[1], name));
        return map;
    }

    private object Record(Type type)
    {
        Assert.True(type.Assembly == typeof(ArtifactReference).Assembly,
            $"{type} is no part of the contracts: every language must be able to write it in JSON.");
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            member.SetValue(record, Value(member.PropertyType, member.Name));
        return record;
    }
}
