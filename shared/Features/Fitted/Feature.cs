namespace Trainyard.Features.Fitted;

/// <summary>One feature, ready to be made. Safe for many threads at once.</summary>
internal abstract class Feature
{
    /// <summary>Makes the feature of each row of the batch.</summary>
    public abstract void Make(in RowBatch rows, Span<float> into);

    /// <summary>The same feature for a whole table, with what can be made once for all its rows made.</summary>
    public virtual Feature For(ReadOnlySpan<TableColumn> columns) => this;

    /// <summary>A matrix holds float32; what is too large for it is missing.</summary>
    protected static float Narrow(double value) => float.IsFinite((float)value) ? (float)value : float.NaN;
}

/// <summary>A feature made of numbers.</summary>
internal sealed class NumberFeature(NumberNode source, NumberStep[] steps) : Feature
{
    public override void Make(in RowBatch rows, Span<float> into)
    {
        Span<double> values = stackalloc double[into.Length];
        source.Evaluate(rows, values);
        foreach (var step in steps)
            step.Apply(values);
        for (var i = 0; i < into.Length; i++)
            into[i] = Narrow(values[i]);
    }
}

/// <summary>A feature made of words, one word at a time.</summary>
internal sealed class WordFeature(int input, WordStep step, NumberStep[] after) : Feature
{
    public override void Make(in RowBatch rows, Span<float> into)
    {
        string? word = null;
        var words = rows.Count == 1 ? new Span<string?>(ref word) : new string?[rows.Count];
        rows.Words(input, words);
        for (var i = 0; i < words.Length; i++)
            into[i] = Of(words[i]);
    }

    public override Feature For(ReadOnlySpan<TableColumn> columns)
    {
        var words = ((WordColumn)columns[input]).Words;
        var byPlace = new float[words.Count + 1];
        byPlace[0] = Of(null);
        for (var place = 0; place < words.Count; place++)
            byPlace[place + 1] = Of(words[place]);
        return new LookedUp(input, byPlace);
    }

    private float Of(string? word)
    {
        var value = step.Of(word);
        foreach (var then in after)
            then.Apply(new Span<double>(ref value));
        return Narrow(value);
    }

    private sealed class LookedUp(int input, float[] byPlace) : Feature
    {
        public override void Make(in RowBatch rows, Span<float> into) => rows.Look(input, byPlace, into);
    }
}
