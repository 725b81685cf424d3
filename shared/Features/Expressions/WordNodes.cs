using System.Buffers;

namespace Trainyard.Features.Expressions;

internal sealed class WordConstant(string word) : WordNode
{
    public string Word => word;

    public override void Evaluate(in RowBatch rows, Span<string?> into) => into.Fill(word);
}

internal sealed class WordInput(int input) : WordNode
{
    public override void Evaluate(in RowBatch rows, Span<string?> into) => rows.Words(input, into);
}

/// <summary><c>if</c> between words.</summary>
internal sealed class WordChoice(NumberNode condition, WordNode yes, WordNode no) : WordNode
{
    public override void Evaluate(in RowBatch rows, Span<string?> into)
    {
        no.Evaluate(rows, into);
        var rentedHolds = ArrayPool<double>.Shared.Rent(into.Length);
        var rentedWords = ArrayPool<string?>.Shared.Rent(into.Length);
        var holds = rentedHolds.AsSpan(0, into.Length);
        var other = rentedWords.AsSpan(0, into.Length);
        condition.Evaluate(rows, holds);
        yes.Evaluate(rows, other);
        for (var i = 0; i < into.Length; i++)
            into[i] = holds[i] == 1 ? other[i] : into[i];
        ArrayPool<double>.Shared.Return(rentedHolds);
        ArrayPool<string?>.Shared.Return(rentedWords, clearArray: true);
    }
}

/// <summary><c>coalesce</c> of two words.</summary>
internal sealed class WordFallback(WordNode first, WordNode second) : WordNode
{
    public override void Evaluate(in RowBatch rows, Span<string?> into)
    {
        first.Evaluate(rows, into);
        var rented = ArrayPool<string?>.Shared.Rent(into.Length);
        var other = rented.AsSpan(0, into.Length);
        second.Evaluate(rows, other);
        for (var i = 0; i < into.Length; i++)
            into[i] ??= other[i];
        ArrayPool<string?>.Shared.Return(rented, clearArray: true);
    }
}

/// <summary>
/// Compares words in ordinal order; <typeparamref name="T"/> judges the sign of the comparison against 0.
/// </summary>
internal sealed class CompareWords<T>(WordNode left, WordNode right) : NumberNode(NodeType.Truth)
    where T : struct, IOperation
{
    public override void Evaluate(in RowBatch rows, Span<double> into)
    {
        var rented = ArrayPool<string?>.Shared.Rent(2 * into.Length);
        var a = rented.AsSpan(0, into.Length);
        var b = rented.AsSpan(into.Length, into.Length);
        left.Evaluate(rows, a);
        right.Evaluate(rows, b);
        for (var i = 0; i < into.Length; i++)
            into[i] = a[i] is null || b[i] is null ? double.NaN : T.Of(string.CompareOrdinal(a[i], b[i]), 0);
        ArrayPool<string?>.Shared.Return(rented, clearArray: true);
    }
}

/// <summary><c>is_missing</c> of a word.</summary>
internal sealed class IsMissingWord(WordNode operand) : NumberNode(NodeType.Truth)
{
    public override void Evaluate(in RowBatch rows, Span<double> into)
    {
        var rented = ArrayPool<string?>.Shared.Rent(into.Length);
        var words = rented.AsSpan(0, into.Length);
        operand.Evaluate(rows, words);
        for (var i = 0; i < into.Length; i++)
            into[i] = words[i] is null ? 1 : 0;
        ArrayPool<string?>.Shared.Return(rented, clearArray: true);
    }
}
