using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Lists;

/// <summary>
/// Which part of a list is asked for. The answer is the part alone, an array; where there is more, its header
/// <c>Link</c> (RFC 8288) says where: whoever follows <c>rel="next"</c> reads the whole list, whatever comes and goes.
/// </summary>
/// <param name="Limit">At most so many, 1 to <see cref="Most"/>. Default: <see cref="Usual"/>.</param>
/// <param name="Skip">How many of the first to leave out, 0 to <see cref="FurthestSkip"/>; further on by
/// <paramref name="After"/>. Default: 0.</param>
/// <param name="After">What comes after an earlier page, as its link says.</param>
public sealed record Page(
    [FromQuery(Name = "limit")] int? Limit,
    [FromQuery(Name = "skip")] int? Skip,
    [FromQuery(Name = "after")] string? After)
{
    /// <summary>How many a page has when nothing is said: 50.</summary>
    public const int Usual = 50;

    /// <summary>How many a page has at most: 1000.</summary>
    public const int Most = 1000;

    /// <summary>How many can be left out: 100,000. They are read all the same.</summary>
    public const int FurthestSkip = 100_000;

    /// <summary>What is wrong with what was asked for, in a sentence; null when nothing is.</summary>
    public string? Problem =>
        Limit is < 1 or > Most || Skip < 0 ? $"'limit' goes from 1 to {Most}, 'skip' from 0."
        : Skip > FurthestSkip ? $"'skip' goes from 0 to {FurthestSkip}; follow the header Link for what comes then."
        : After is { } word && DocumentCursor.Read(word) is null
            ? "'after' is no place in a list: take it from the header Link of the page before."
        : null;

    /// <summary>The query with this part of its answer.</summary>
    public DocumentQuery Of(DocumentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query with
        {
            Limit = Limit ?? Usual, Skip = Skip ?? 0, After = After is { } word ? DocumentCursor.Read(word) : null,
        };
    }

    /// <summary>Says in the answer where the next page is, if there may be one.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="rows">The rows of this page.</param>
    public void Link<TRow>(HttpContext context, IReadOnlyList<Listed<TRow>> rows)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count < (Limit ?? Usual))
            return;
        var query = new QueryBuilder(context.Request.Query.Where(part => part.Key is not ("after" or "skip"))
            .SelectMany(part => part.Value, (part, value) => KeyValuePair.Create(part.Key, value ?? "")));
        query.Add("after", rows[^1].Cursor.ToString());
        // Relative, so that it holds behind whatever the server is reached through.
        context.Response.Headers.Link = $"<{query}>; rel=\"next\"";
    }
}
