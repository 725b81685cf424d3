using System.Net;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trainyard.Jobs;
using Trainyard.Pipelines;

namespace Trainyard.Monitoring.SendAlerts;

/// <summary>
/// Posts alerts. The address may be a secret, so nothing that is thrown or logged holds more of it than the pipeline
/// file does: no exception of the network is passed on, and no client that logs addresses is used.
/// </summary>
/// <param name="environment">Gives the value of a variable, null when it is not set.</param>
internal sealed class AlertSender(Func<string, string?> environment) : IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Sends an alert and gives the status of the response.</summary>
    /// <exception cref="AlertOutageException">The receiver is away, or the address not known yet; try
    /// again.</exception>
    /// <exception cref="StepFaultException">The receiver refuses; trying again would not help.</exception>
    public async Task<int> Send(SendAlert command, CancellationToken cancellation)
    {
        var receiver = $"The receiver {command.Webhook} of alert {command.Number}";
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(command));
        request.Headers.Add("Idempotency-Key", $"{command.Subject:D}-{command.Number}");
        request.Content = JsonContent.Create<object?>((object?)command.Alert ?? command.DeadLetters, options: Format);
        try
        {
            using var reply = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (reply.IsSuccessStatusCode) return (int)reply.StatusCode;
            throw IsOutage(reply.StatusCode)
                ? new AlertOutageException($"{receiver} answered {(int)reply.StatusCode}.")
                : new StepFaultException($"{receiver} refused it with {(int)reply.StatusCode}.");
        }
        catch (HttpRequestException problem)
        {
            throw new AlertOutageException($"{receiver} can't be reached ({problem.HttpRequestError}).");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new AlertOutageException($"{receiver} did not answer within {_http.Timeout.TotalSeconds} s.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsOutage(HttpStatusCode status) =>
        status >= HttpStatusCode.InternalServerError
        || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private Uri Address(SendAlert command)
    {
        if (!Secrets.TryResolve(command.Webhook, environment, out var resolved, out var problem))
            throw new AlertOutageException(problem);
        return Uri.TryCreate(resolved.Reveal(), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new StepFaultException($"'{command.Webhook}' is no address that begins with http:// or https://.");
    }
}

/// <summary>An alert could not be sent now. It holds no address but as the pipeline file writes it.</summary>
internal sealed class AlertOutageException(string message) : IOException(message);
