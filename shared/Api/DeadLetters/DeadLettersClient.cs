namespace Trainyard.Api.DeadLetters;

/// <summary>Reads dead letters and decides about them.</summary>
public sealed class DeadLettersClient
{
    private readonly HttpCalls _calls;

    internal DeadLettersClient(HttpCalls calls) => _calls = calls;

    /// <summary>All dead letters, newest first, page by page as they are looked through.</summary>
    /// <param name="state">Only those in a state: Dead, Retried or Dropped.</param>
    /// <param name="queue">Only those of a queue.</param>
    /// <param name="limit">How many to ask for at once, 1 to 1000.</param>
    /// <param name="cancellation">Ends the calls.</param>
    public IAsyncEnumerable<DeadLetterSummary> All(
        string? state, string? queue, int limit, CancellationToken cancellation) =>
        _calls.All<DeadLetterSummary>(
            HttpCalls.Query("dead", ("limit", limit), ("state", state), ("queue", queue)), cancellation);

    /// <summary>All that is known of a dead letter.</summary>
    public Task<DeadLetterView> Read(string id, CancellationToken cancellation) =>
        _calls.Get<DeadLetterView>($"dead/{Uri.EscapeDataString(id)}", cancellation);

    /// <summary>Sends a message back to the queue it died in.</summary>
    public Task<DeadLetterSummary> Retry(string id, DecisionRequest request, CancellationToken cancellation) =>
        _calls.Post<DeadLetterSummary>($"dead/{Uri.EscapeDataString(id)}/retry", request, cancellation);

    /// <summary>Gives a message up.</summary>
    public Task<DeadLetterSummary> Drop(string id, DecisionRequest request, CancellationToken cancellation) =>
        _calls.Post<DeadLetterSummary>($"dead/{Uri.EscapeDataString(id)}/drop", request, cancellation);
}
