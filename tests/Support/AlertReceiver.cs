using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Trainyard.Support;

/// <summary>A real receiver of alerts, which answers with the statuses it is given and then with 204.</summary>
public sealed class AlertReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Channel<ReceivedAlert> _received = Channel.CreateUnbounded<ReceivedAlert>();
    private readonly Queue<int> _statuses;
    private TestServer _server = null!;

    private AlertReceiver(int[] statuses) => _statuses = new(statuses);

    /// <summary>Where it listens; the path stands for what a real address keeps secret.</summary>
    public string Address => _server.Address + "/hooks/s3cr3t";

    /// <summary>Starts it.</summary>
    /// <param name="statuses">The answers to the first alerts, where they redirect to this receiver itself; then it is
    /// 204.</param>
    public static async Task<AlertReceiver> Start(params int[] statuses)
    {
        var receiver = new AlertReceiver(statuses);
        receiver._server = await TestServer.Start(_ => { }, app => app.MapPost("/hooks/s3cr3t", receiver.Receive));
        return receiver;
    }

    /// <summary>The next that comes in.</summary>
    public async Task<ReceivedAlert> Next()
    {
        using var deadline = new CancellationTokenSource(Timeout);
        return await _received.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>How many came and were not looked at.</summary>
    public int Waiting => _received.Reader.Count;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        http.Response.StatusCode = _statuses.TryDequeue(out var status) ? status : StatusCodes.Status204NoContent;
        if (status is >= 300 and < 400)
            http.Response.Headers.Location = Address;
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        await _received.Writer.WriteAsync(new ReceivedAlert(
            body, key, http.Request.ContentType, http.Request.ContentLength));
    }
}

/// <summary>What came in.</summary>
/// <param name="Body">The body.</param>
/// <param name="Key">The key that a repeat has too.</param>
/// <param name="ContentType">What the body is said to be.</param>
/// <param name="Length">How long it is said to be; null when it is not.</param>
public sealed record ReceivedAlert(JsonElement Body, string Key, string? ContentType, long? Length);
