namespace Trainyard.Features.Expressions;

/// <summary>What an expression gives.</summary>
internal enum NodeType
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
    public abstract NodeType Type { get; }
}

/// <summary>A part that gives numbers, truths or times; NaN is missing.</summary>
internal abstract class NumberNode(NodeType type) : ValueNode
{
    public override NodeType Type => type;

    /// <summary>Gives a value for each row of the batch.</summary>
    public abstract void Evaluate(in RowBatch rows, Span<double> into);
}

/// <summary>A part that gives words; null is missing.</summary>
internal abstract class WordNode : ValueNode
{
    public override NodeType Type => NodeType.Word;

    /// <summary>Gives a word for each row of the batch.</summary>
    public abstract void Evaluate(in RowBatch rows, Span<string?> into);
}
