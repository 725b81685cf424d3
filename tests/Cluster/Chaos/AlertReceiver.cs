using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Support;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>A receiver of alerts, which knows a repeat by its key as a receiver has to.</summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Run, string Key)> _received = [];
    private TestServer _server = null!;

    public Uri Address => new(_server.Address + "/alerts");

    /// <summary>Alerts that came again under the key they had.</summary>
    public int Repeats => _received.Count - _received.Distinct().Count();

    public static async Task<AlertReceiver> Start()
    {
        var receiver = new AlertReceiver();
        receiver._server = await TestServer.Start(_ => { }, app => app.MapPost("/alerts", receiver.Receive));
        return receiver;
    }

    /// <summary>Runs that have no alert, or two.</summary>
    public IReadOnlyList<string> Wrong(IEnumerable<string> runs)
    {
        var keys = _received.Distinct().CountBy(alert => alert.Run).ToDictionary();
        return [.. runs.Where(run => keys.GetValueOrDefault(run) != 1).Select(run =>
            $"{run} has {keys.GetValueOrDefault(run)} alerts")];
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        var alert = await JsonNode.ParseAsync(http.Request.Body);
        _received.Enqueue(((string)alert!["runId"]!, http.Request.Headers["Idempotency-Key"].ToString()));
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
