namespace Trainyard.Persistence.Documents;

/// <summary>Conditions on indexed fields, an order and a limit.</summary>
public sealed record DocumentQuery
{
    /// <summary>All of these must hold.</summary>
    public IReadOnlyList<DocumentCondition> Where { get; init; } = [];

    /// <summary>The indexed field to sort by; by id when absent.</summary>
    public string? OrderBy { get; init; }

    /// <summary>Largest first.</summary>
    public bool Descending { get; init; }

    /// <summary>At most so many. Default: 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>How many to pass over: they are read all the same, so a long list is read by <see cref="After"/>.
    /// Default: 0.</summary>
    public int Skip { get; init; }

    /// <summary>Only what comes after this one, in the order asked for; where that is descending, documents that have
    /// no value are left out. Default: null, from the beginning.</summary>
    public DocumentCursor? After { get; init; }

    /// <summary>Adds the condition that an indexed field has a value.</summary>
    public DocumentQuery Equal(string field, object? value) => With(new(field, Comparison.Equal, value));

    /// <summary>Adds the condition that an indexed field is not above a value.</summary>
    public DocumentQuery AtMost(string field, object value) => With(new(field, Comparison.AtMost, value));

    /// <summary>Adds the condition that an indexed field is not below a value.</summary>
    public DocumentQuery AtLeast(string field, object value) => With(new(field, Comparison.AtLeast, value));

    private DocumentQuery With(DocumentCondition condition) => this with { Where = [.. Where, condition] };
}

/// <summary>One condition on an indexed field. Values are text, whole numbers, truth values or times.</summary>
public sealed record DocumentCondition(string Field, Comparison Comparison, object? Value);

/// <summary>How a field is compared.</summary>
public enum Comparison
{
    /// <summary>The same value.</summary>
    Equal,

    /// <summary>Not above.</summary>
    AtMost,

    /// <summary>Not below.</summary>
    AtLeast,
}
