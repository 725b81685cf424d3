using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Support;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>Where alerts go, and which run each was about.</summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _received = [];
    private TestServer _server = null!;

    public Uri Address => new(_server.Address);

    /// <summary>The run of each alert, in order.</summary>
    public IReadOnlyCollection<string> Received => _received;

    /// <summary>Runs that led to more than one alert.</summary>
    public IReadOnlyList<string> Twice() =>
        [.. _received.CountBy(run => run).Where(run => run.Value > 1).Select(run => $"{run.Key} {run.Value} times")];

    public static async Task<AlertReceiver> Start()
    {
        var receiver = new AlertReceiver();
        receiver._server = await TestServer.Start(_ => { }, app => app.MapPost("/", receiver.Receive));
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        var alert = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        _received.Enqueue((string)alert!["runId"]!);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
