namespace Trainyard.Persistence.Documents;

/// <summary>What is due by a clock that may be set.</summary>
public static class DueDocuments
{
    /// <summary>The queries that find what is due: what was due until now, and what is due later than anybody would
    /// write, since it was written before the clock was set back.</summary>
    /// <param name="query">What else must hold.</param>
    /// <param name="field">The indexed field that says when.</param>
    /// <param name="now">The time.</param>
    /// <param name="longest">How far ahead whoever writes now may write.</param>
    public static IReadOnlyList<DocumentQuery> Due(
        this DocumentQuery query, string field, DateTimeOffset now, TimeSpan longest)
    {
        ArgumentNullException.ThrowIfNull(query);
        return [query.AtMost(field, now), query.AtLeast(field, now + longest)];
    }
}
