using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Support;

namespace Trainyard.Cluster.Tests;

/// <summary>A collector of traces: OTLP over HTTP, with nothing but the spans kept.</summary>
internal sealed class SpanCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<Span> _spans = new();
    private TestServer _server = null!;

    public string Address => _server.Address;

    public IReadOnlyCollection<Span> Spans => _spans;

    public static async Task<SpanCollector> Start()
    {
        var collector = new SpanCollector();
        collector._server = await TestServer.Start(_ => { }, app =>
        {
            app.MapPost("/v1/traces", collector.Keep);
            app.MapPost("/v1/metrics", () => Results.Ok());
        });
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Keep(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var span in Span.Read(body.ToArray()))
            _spans.Enqueue(span);
    }
}
