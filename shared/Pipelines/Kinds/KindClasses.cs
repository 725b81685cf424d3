using System.Reflection;

namespace Trainyard.Pipelines.Kinds;

/// <summary>
/// The classes of a service that do the work of each kind. A class says which it is for by an interface such as
/// <c>ITrainer&lt;LightGbmTrainer&gt;</c>, and takes the definition in its constructor; nothing else names it.
/// </summary>
/// <param name="kinds">The kinds that need one.</param>
/// <param name="marker">The open interface, such as <c>ITrainer&lt;&gt;</c>.</param>
/// <param name="assembly">Where the classes are.</param>
public sealed class KindClasses(KindSet kinds, Type marker, Assembly assembly)
{
    private readonly Lazy<ILookup<Type, Type>> _classes = new(() => (
        from type in assembly.GetTypes()
        where type is { IsAbstract: false, IsInterface: false }
        from named in type.GetInterfaces()
        where named.IsGenericType && named.GetGenericTypeDefinition() == marker
        select (Definition: named.GenericTypeArguments[0], Class: type)).ToLookup(t => t.Definition, t => t.Class));

    /// <summary>
    /// Sees to it that whatever a pipeline file may name can be done, before anybody asks for it.
    /// </summary>
    /// <exception cref="InvalidOperationException">A kind has no class, or more than one.</exception>
    public void RequireAll()
    {
        foreach (var kind in kinds.Kinds) _ = Find(kind.Definition);
    }

    /// <summary>What does the work that a definition asks for.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Create<T>(object definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return (T)Activator.CreateInstance(Find(definition.GetType()), definition)!;
    }

    private Type Find(Type definition)
    {
        Type[] found = [.. _classes.Value[definition]];
        return found.Length == 1
            ? found[0]
            : throw new InvalidOperationException(
                $"{found.Length} classes of {assembly.GetName().Name} are a {marker.Name.Split('`')[0]} of "
                + $"{definition.Name}; there must be one.");
    }
}
