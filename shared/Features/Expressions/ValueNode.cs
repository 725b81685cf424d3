namespace Trainyard.Features;

/// <summary>What an expression gives.</summary>
internal enum ValueType
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>True (1) or false (0).</summary>
    Truth,

    /// <summary>A date or timestamp, in microseconds since 1970.</summary>
    Time,

    /// <summary>A word.</summary>
    Word,
}

/// <summary>A part of an expression whose columns and types are known. Safe for many threads at once.</summary>
internal abstract class ValueNode
{
    public abstract ValueType Type { get; }
}

/// <summary>A part that gives numbers, truths or times; NaN is missing.</summary>
internal abstract class NumberNode(ValueType type) : ValueNode
{
    public override ValueType Type => type;

    /// <summary>Gives a value for each row of the batch.</summary>
    public abstract void Evaluate(in RowBatch rows, Span<double> into);
}

/// <summary>A part that gives words; null is missing.</summary>
internal abstract class WordNode : ValueNode
{
    public override ValueType Type => ValueType.Word;

    /// <summary>Gives a word for each row of the batch.</summary>
    public abstract void Evaluate(in RowBatch rows, Span<string?> into);
}
