using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trainyard.Contracts;

namespace Trainyard.Cli.Yards;

/// <summary>Speaks HTTP with a yard.</summary>
internal sealed class YardClient(Uri address) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };

    public Uri Address => address;

    public async Task<Guid> Request(TrainRequested request, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync("runs", request, Json, cancellation);
        return (await Read<JsonObject>(response, cancellation))["runId"]!.GetValue<Guid>();
    }

    public async Task<RunReport> Run(Guid runId, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(new Uri($"runs/{runId}", UriKind.Relative), cancellation);
        var json = await Read<JsonObject>(response, cancellation);
        return json.Deserialize<RunReport>(Json)! with { Json = json };
    }

    public async Task<JsonArray> Runs(string query, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(new Uri("runs" + query, UriKind.Relative), cancellation);
        return await Read<JsonArray>(response, cancellation);
    }

    public async Task<string> Diagram(Guid runId, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(new Uri($"runs/{runId}/diagram", UriKind.Relative), cancellation);
        await Check(response, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    public async Task Cancel(Guid runId, string requestedBy, string? reason, CancellationToken cancellation)
    {
        using var response =
            await _http.PostAsJsonAsync($"runs/{runId}/cancel", new { requestedBy, reason }, cancellation);
        await Check(response, cancellation);
    }

    /// <summary>A sample row of a deployed model, as a request would bring it; null when the model has none.</summary>
    public async Task<JsonNode?> Sample(string endpoint, CancellationToken cancellation)
    {
        var path = endpoint.TrimStart('/').Replace("/predict", "/sample", StringComparison.Ordinal);
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return response.StatusCode == HttpStatusCode.NoContent ? null : await Read<JsonNode>(response, cancellation);
    }

    public async Task<JsonNode> Predict(string endpoint, JsonNode body, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync(endpoint.TrimStart('/'), body, cancellation);
        return await Read<JsonNode>(response, cancellation);
    }

    /// <summary>The alerts about the ending of a run, as far as they are stored.</summary>
    public async Task<IReadOnlyList<AlertReport>> Alerts(Guid runId, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(new Uri($"alerts/{runId}", UriKind.Relative), cancellation);
        return await Read<List<AlertReport>>(response, cancellation);
    }

    /// <summary>Dead letters, newest first.</summary>
    public async Task<JsonArray> Dead(
        string? state, string? queue, int limit, int skip, CancellationToken cancellation)
    {
        var query = $"dead?limit={limit}&skip={skip}"
            + (state is null ? "" : $"&state={Uri.EscapeDataString(state)}")
            + (queue is null ? "" : $"&queue={Uri.EscapeDataString(queue)}");
        using var response = await _http.GetAsync(new Uri(query, UriKind.Relative), cancellation);
        return await Read<JsonArray>(response, cancellation);
    }

    public async Task<JsonObject> DeadLetter(string id, CancellationToken cancellation)
    {
        using var response =
            await _http.GetAsync(new Uri($"dead/{Uri.EscapeDataString(id)}", UriKind.Relative), cancellation);
        return await Read<JsonObject>(response, cancellation);
    }

    /// <summary>Decides about a dead letter: <c>retry</c> or <c>drop</c>.</summary>
    public async Task<JsonObject> Decide(
        string id, string deed, string requestedBy, string reason, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync(
            $"dead/{Uri.EscapeDataString(id)}/{deed}", new { requestedBy, reason }, cancellation);
        return await Read<JsonObject>(response, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<T> Read<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        await Check(response, cancellation);
        return (await response.Content.ReadFromJsonAsync<T>(Json, cancellation))!;
    }

    /// <summary>A refusal carries its reason as problem details (RFC 9457); that is what the person is told.</summary>
    private static async Task Check(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
            return;
        var text = await response.Content.ReadAsStringAsync(cancellation);
        throw new CommandException(
            ProblemText.Of(text) ?? $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.",
            response.StatusCode >= HttpStatusCode.InternalServerError ? ExitCodes.Faulted : ExitCodes.Rejected);
    }
}
