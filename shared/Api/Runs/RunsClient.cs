using System.Text.Json.Nodes;
using Trainyard.Contracts;

namespace Trainyard.Api.Runs;

/// <summary>Asks for runs, reads them, stops them.</summary>
public sealed class RunsClient
{
    private readonly HttpCalls _calls;

    internal RunsClient(HttpCalls calls) => _calls = calls;

    /// <summary>Asks for a run. The same key twice is the same run.</summary>
    public Task<AcceptedRun> Request(TrainRequested request, CancellationToken cancellation) =>
        _calls.Post<AcceptedRun>("runs", request, cancellation);

    /// <summary>The latest runs, newest first.</summary>
    /// <param name="pipeline">Only those of a pipeline.</param>
    /// <param name="state">Only those in a state.</param>
    /// <param name="limit">At most so many, 1 to 1000.</param>
    /// <param name="skip">How many of the newest to leave out.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<IReadOnlyList<RunSummary>> List(
        string? pipeline, string? state, int limit, int skip, CancellationToken cancellation) =>
        _calls.Get<IReadOnlyList<RunSummary>>(
            HttpCalls.Query(
                "runs", ("limit", limit), ("skip", skip), ("pipeline", pipeline), ("state", state)),
            cancellation);

    /// <summary>All runs, newest first, page by page as they are looked through.</summary>
    /// <param name="pipeline">Only those of a pipeline.</param>
    /// <param name="state">Only those in a state.</param>
    /// <param name="limit">How many to ask for at once, 1 to 1000.</param>
    /// <param name="cancellation">Ends the calls.</param>
    public IAsyncEnumerable<RunSummary> All(
        string? pipeline, string? state, int limit, CancellationToken cancellation) =>
        _calls.All<RunSummary>(
            HttpCalls.Query("runs", ("limit", limit), ("pipeline", pipeline), ("state", state)), cancellation);

    /// <summary>A run with its record.</summary>
    public Task<RunView> Read(Guid runId, CancellationToken cancellation) =>
        _calls.Get<RunView>($"runs/{runId}", cancellation);

    /// <summary>The pipeline definition that a run was made with, every default filled in, as JSON of schema
    /// <c>pipeline/1</c>.</summary>
    public Task<JsonNode> Definition(Guid runId, CancellationToken cancellation) =>
        _calls.Get<JsonNode>($"runs/{runId}/definition", cancellation);

    /// <summary>What validation found about the model of a run.</summary>
    public Task<ValidationReportView> Report(Guid runId, CancellationToken cancellation) =>
        _calls.Get<ValidationReportView>($"runs/{runId}/report", cancellation);

    /// <summary>The sequence diagram of a run, in Mermaid.</summary>
    public Task<string> Diagram(Guid runId, CancellationToken cancellation) =>
        _calls.Text($"runs/{runId}/diagram", "sequenceDiagram", cancellation);

    /// <summary>Asks for a run to stop.</summary>
    public Task<AcceptedRun> Cancel(Guid runId, CancelRequest request, CancellationToken cancellation) =>
        _calls.Post<AcceptedRun>($"runs/{runId}/cancel", request, cancellation);
}
