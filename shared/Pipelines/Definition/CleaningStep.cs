using System.Text.Json.Serialization;

namespace Trainyard.Pipelines.Definition;

/// <summary>
/// Something that is dropped or repaired in the training part only; the held-out part stays as it came.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(DropMissing), "drop_missing")]
[JsonDerivedType(typeof(DropDuplicates), "drop_duplicates")]
[JsonDerivedType(typeof(KeepWhere), "keep_where")]
[JsonDerivedType(typeof(Clip), "clip")]
public abstract record CleaningStep;

/// <summary><c>drop_missing</c>: rows that lack a value are dropped.</summary>
public sealed record DropMissing : CleaningStep
{
    /// <summary>The columns that must have a value; empty means all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}

/// <summary><c>drop_duplicates</c>: of equal rows the first is kept.</summary>
public sealed record DropDuplicates : CleaningStep
{
    /// <summary>The columns that make rows equal; empty means all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}

/// <summary><c>keep_where</c>: rows for which the condition does not hold are dropped.</summary>
public sealed record KeepWhere : CleaningStep
{
    /// <summary>The condition, an expression over columns, for example <c>delay &gt; -120</c>.</summary>
    public required string Condition { get; init; }
}

/// <summary><c>clip</c>: values outside the limits become the limit.</summary>
public sealed record Clip : CleaningStep
{
    /// <summary>The column, a number.</summary>
    public required string Column { get; init; }

    /// <summary>The lower limit. Default: none.</summary>
    public double? Min { get; init; }

    /// <summary>The upper limit. Default: none.</summary>
    public double? Max { get; init; }
}
