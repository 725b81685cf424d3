using System.Net.Http.Headers;
using Trainyard.Api.Alerts;
using Trainyard.Api.Aliases;
using Trainyard.Api.DeadLetters;
using Trainyard.Api.Models;
using Trainyard.Api.Predictions;
using Trainyard.Api.Runs;

namespace Trainyard.Api;

/// <summary>Speaks HTTP with a server: one process that is every service, or one service of a cluster, which answers in
/// the rooms that are its own. Whatever is refused comes as an <see cref="ApiException"/>, and a server that can't be
/// reached as an <see cref="HttpRequestException"/>.</summary>
public sealed class TrainyardClient : IDisposable
{
    /// <summary>How long a server may take to answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    /// <summary>How long an answer may be, in bytes: 64 MiB.</summary>
    public const long LargestAnswer = 64 << 20;

    private readonly HttpClient _http;

    /// <summary>A client of the server at an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="key">The key that the server asks for (its setting <c>Http:Key</c>); null where it asks for
    /// none. It is sent to that address alone, and to no other that an answer leads to.</param>
    /// <param name="timeout">How long it may take to answer; <see cref="Timeout"/> by default.</param>
    /// <param name="largestAnswer">How long an answer may be; <see cref="LargestAnswer"/> by default.</param>
    public TrainyardClient(Uri address, string? key = null, TimeSpan? timeout = null, long? largestAnswer = null)
        : this(new HttpClient
        {
            BaseAddress = address, Timeout = timeout ?? Timeout,
            MaxResponseContentBufferSize = largestAnswer ?? LargestAnswer,
        })
    {
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>A client over a connection that brings its address along, and that is disposed of with the
    /// client.</summary>
    public TrainyardClient(HttpClient http)
    {
        _http = http;
        var calls = new HttpCalls(http);
        Runs = new(calls);
        Models = new(calls);
        Aliases = new(calls);
        Predictions = new(calls);
        Alerts = new(calls);
        DeadLetters = new(calls);
    }

    /// <summary>Whether something answers there and is alive; no key is needed.</summary>
    public async Task<bool> IsAlive(CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(
                new Uri("health/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Runs (Pipeline).</summary>
    public RunsClient Runs { get; }

    /// <summary>Models and their versions (Registry).</summary>
    public ModelsClient Models { get; }

    /// <summary>Aliases and their moves (Registry).</summary>
    public AliasesClient Aliases { get; }

    /// <summary>Predictions (Serving).</summary>
    public PredictionsClient Predictions { get; }

    /// <summary>Alerts (Alerting).</summary>
    public AlertsClient Alerts { get; }

    /// <summary>Dead letters (Alerting).</summary>
    public DeadLettersClient DeadLetters { get; }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
