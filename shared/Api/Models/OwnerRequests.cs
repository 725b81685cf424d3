namespace Trainyard.Api.Models;

/// <summary>Gives a model another owner.</summary>
/// <param name="Owner">The team, as pipeline files name it; needed, an empty text makes it nobody's.</param>
/// <param name="Reason">Why; needed.</param>
/// <param name="RequestedBy">Who decides it; <c>anonymous</c> by default.</param>
public sealed record OwnerRequest(string? Owner, string? Reason, string? RequestedBy = null);

/// <summary>Changes what an alias asks of the versions it points to.</summary>
/// <param name="Gate">Rules as in a pipeline file, such as <c>"auc": "&gt;= 0.65"</c>; none asks for nothing.</param>
/// <param name="Reason">Why; needed.</param>
/// <param name="RequestedBy">Who decides it; <c>anonymous</c> by default.</param>
public sealed record GateRequest(
    IReadOnlyDictionary<string, string?>? Gate, string? Reason, string? RequestedBy = null);
