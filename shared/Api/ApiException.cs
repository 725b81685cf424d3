using System.Net;

namespace Trainyard.Api;

/// <summary>A server refused what was asked of it, or could not do it. The message is all that a person needs to
/// know: what is wrong, and below it a line for each problem.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="detail">What is wrong, in a sentence.</param>
/// <param name="problems">All that is wrong, where the answer lists it.</param>
public sealed class ApiException(HttpStatusCode status, string detail, IReadOnlyList<ProblemEntry> problems)
    : Exception(string.Join(Environment.NewLine, [detail, .. problems.Select(problem => $"  {problem}")]))
{
    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status => status;

    /// <summary>What is wrong, in a sentence.</summary>
    public string Detail => detail;

    /// <summary>All that is wrong; empty where the answer lists nothing.</summary>
    public IReadOnlyList<ProblemEntry> Problems => problems;

    /// <summary>Whether the server asks for a key, and got none or another.</summary>
    public bool IsKeyAskedFor => status == HttpStatusCode.Unauthorized;

    /// <summary>Whether the server is to blame, so that the same may be asked again.</summary>
    public bool IsOutage => status is < HttpStatusCode.BadRequest or >= HttpStatusCode.InternalServerError;
}
