namespace Trainyard.Api.Alerts;

/// <summary>Reads who was told.</summary>
public sealed class AlertsClient
{
    private readonly HttpCalls _calls;

    internal AlertsClient(HttpCalls calls) => _calls = calls;

    /// <summary>The alerts about the ending of a run, as far as they are stored.</summary>
    public Task<IReadOnlyList<AlertView>> OfRun(Guid runId, CancellationToken cancellation) =>
        _calls.Get<IReadOnlyList<AlertView>>($"alerts/{runId}", cancellation);
}
