using System.Collections;

namespace Trainyard.Pipelines;

/// <summary>All kinds of one thing, as stored JSON needs to know them.</summary>
public abstract class KindSet
{
    private protected KindSet(Type definition, string discriminator) =>
        (Definition, Discriminator) = (definition, discriminator);

    /// <summary>What the records of all kinds derive from.</summary>
    public Type Definition { get; }

    /// <summary>The property of stored JSON that holds the name of the kind.</summary>
    public string Discriminator { get; }

    /// <summary>The kinds.</summary>
    public abstract IEnumerable<Kind> Kinds { get; }
}

/// <summary>All kinds of one thing, in the order that documents and errors list them.</summary>
/// <typeparam name="TDefinition">What the records of all kinds derive from.</typeparam>
/// <typeparam name="TKind">What is known of each.</typeparam>
public sealed class KindSet<TDefinition, TKind> : KindSet, IReadOnlyList<TKind>
    where TDefinition : class
    where TKind : Kind
{
    private readonly TKind[] _kinds;

    /// <exception cref="InvalidOperationException">A record is in no kind or in two, or two have one name.</exception>
    internal KindSet(string discriminator, params TKind[] kinds)
        : base(typeof(TDefinition), discriminator)
    {
        _kinds = kinds;
        var what = typeof(TDefinition).Name;
        var records = typeof(TDefinition).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(TDefinition)) && !type.IsAbstract);
        foreach (var record in records)
        {
            if (kinds.Count(kind => kind.Definition == record) != 1)
                throw new InvalidOperationException($"{record.Name} must be in the list of {what} exactly once.");
        }

        if (kinds.DistinctBy(kind => kind.Name).Count() < kinds.Length)
            throw new InvalidOperationException($"Two kinds of {what} have the same name.");
    }

    /// <inheritdoc/>
    public override IEnumerable<Kind> Kinds => _kinds;

    /// <inheritdoc/>
    public int Count => _kinds.Length;

    /// <inheritdoc/>
    public TKind this[int index] => _kinds[index];

    /// <summary>The kind that a definition is of.</summary>
    public TKind Of(TDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return _kinds.FirstOrDefault(kind => kind.Definition == definition.GetType())
            ?? throw new InvalidOperationException(
                $"There is no kind of {typeof(TDefinition).Name} for {definition.GetType().Name}.");
    }

    /// <inheritdoc/>
    public IEnumerator<TKind> GetEnumerator() => _kinds.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
