namespace Trainyard.Api.Runs;

/// <summary>A run that was accepted, or asked to stop.</summary>
/// <param name="RunId">The run; that of an earlier request with the same key, where there was one.</param>
public sealed record AcceptedRun(Guid RunId);

/// <summary>Asks for a run to stop.</summary>
/// <param name="RequestedBy">Who asks; <c>anonymous</c> by default.</param>
/// <param name="Reason">Why, for the record; may be left out.</param>
public sealed record CancelRequest(string? RequestedBy, string? Reason);
