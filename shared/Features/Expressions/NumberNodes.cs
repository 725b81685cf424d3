using System.Buffers;

namespace Trainyard.Features.Expressions;

internal sealed class NumberConstant(NodeType type, double value) : NumberNode(type)
{
    public override void Evaluate(in RowBatch rows, Span<double> into) => into.Fill(value);
}

internal sealed class NumberInput(NodeType type, int input) : NumberNode(type)
{
    public override void Evaluate(in RowBatch rows, Span<double> into) => rows.Numbers(input, into);
}

/// <summary>One operand; what the function can't answer is missing.</summary>
internal sealed class Apply<T>(NodeType type, NumberNode operand) : NumberNode(type)
    where T : struct, IFunction
{
    public override void Evaluate(in RowBatch rows, Span<double> into)
    {
        operand.Evaluate(rows, into);
        foreach (ref var value in into)
        {
            var result = T.Of(value);
            value = double.IsFinite(result) ? result : double.NaN;
        }
    }
}

/// <summary>Two operands; what the operation can't answer is missing.</summary>
internal sealed class Combine<T>(NodeType type, NumberNode left, NumberNode right) : NumberNode(type)
    where T : struct, IOperation
{
    public override void Evaluate(in RowBatch rows, Span<double> into)
    {
        left.Evaluate(rows, into);
        var rented = ArrayPool<double>.Shared.Rent(into.Length);
        var other = rented.AsSpan(0, into.Length);
        right.Evaluate(rows, other);
        for (var i = 0; i < into.Length; i++)
        {
            var result = T.Of(into[i], other[i]);
            into[i] = double.IsFinite(result) ? result : double.NaN;
        }
        ArrayPool<double>.Shared.Return(rented);
    }
}

/// <summary><c>if</c>: the last argument also when the condition is missing.</summary>
internal sealed class NumberChoice(
    NodeType type, NumberNode condition, NumberNode yes, NumberNode no) : NumberNode(type)
{
    public override void Evaluate(in RowBatch rows, Span<double> into)
    {
        no.Evaluate(rows, into);
        var rented = ArrayPool<double>.Shared.Rent(2 * into.Length);
        var holds = rented.AsSpan(0, into.Length);
        var other = rented.AsSpan(into.Length, into.Length);
        condition.Evaluate(rows, holds);
        yes.Evaluate(rows, other);
        for (var i = 0; i < into.Length; i++)
            into[i] = holds[i] == 1 ? other[i] : into[i];
        ArrayPool<double>.Shared.Return(rented);
    }
}

/// <summary><c>coalesce</c> of two: the second where the first is missing.</summary>
internal sealed class NumberFallback(NodeType type, NumberNode first, NumberNode second) : NumberNode(type)
{
    public override void Evaluate(in RowBatch rows, Span<double> into)
    {
        first.Evaluate(rows, into);
        var rented = ArrayPool<double>.Shared.Rent(into.Length);
        var other = rented.AsSpan(0, into.Length);
        second.Evaluate(rows, other);
        for (var i = 0; i < into.Length; i++)
            into[i] = double.IsNaN(into[i]) ? other[i] : into[i];
        ArrayPool<double>.Shared.Return(rented);
    }
}
