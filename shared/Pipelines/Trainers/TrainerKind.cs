using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>All that is known of a trainer without the code that trains.</summary>
public abstract class TrainerKind(string name, Type definition) : Kind(name, definition)
{
    /// <summary>The tasks that it fits.</summary>
    public required IReadOnlyList<LearningTask> Tasks { get; init; }

    /// <summary>
    /// Whether the same rows and seed give the same bytes; else only the same metrics.
    /// </summary>
    public required bool IsReproducible { get; init; }

    /// <summary>Whether it uses the threads that it is told; else it learns on one.</summary>
    public required bool UsesThreads { get; init; }

    /// <summary>Whether it goes on from a checkpoint when its worker dies; else it begins anew.</summary>
    public bool GoesOn { get; init; }

    /// <summary>What stands in the file.</summary>
    internal abstract MapParser<TrainerDefinition> Parser { get; }

    /// <summary>What is wrong with options that are each right by themselves; null when nothing is.</summary>
    public abstract string? Complaint(TrainerDefinition options);
}

/// <inheritdoc/>
/// <typeparam name="T">Its options.</typeparam>
public sealed class TrainerKind<T> : TrainerKind
    where T : TrainerDefinition, new()
{
    private readonly OptionKeys<T> _options = new();

    internal TrainerKind(string name)
        : base(name, typeof(T)) =>
        Parser = new MapParser<TrainerDefinition>(_options.Keys, fields =>
        {
            var options = _options.Build(fields);
            if (Rule?.Invoke(options) is { } broken) fields.Complain(_options.Of(broken.Option), broken.Complaint);
            return options;
        });

    /// <inheritdoc/>
    internal override MapParser<TrainerDefinition> Parser { get; }

    /// <summary>Says which option does not fit the others, by the name of its property, and why.</summary>
    internal Func<T, (string Option, string Complaint)?>? Rule { get; init; }

    /// <inheritdoc/>
    public override string? Complaint(TrainerDefinition options) => Rule?.Invoke((T)options)?.Complaint;
}
