using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trainyard.Pipelines;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Puts alerts into the form that receivers get, and has them sent by whoever is for that kind of
/// receiver.</summary>
/// <param name="variables">The variables that the addresses in pipeline files may name.</param>
internal sealed class AlertSender(AllowedVariables variables) : IDisposable
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

    /// <inheritdoc cref="IAlertSender.Send"/>
    public Task<string> Send(SendAlert command, CancellationToken cancellation)
    {
        var delivery = new Delivery(
            command.AlertId,
            $"The receiver {command.Receiver.Shown} of alert {command.Number}",
            JsonSerializer.SerializeToUtf8Bytes((object?)command.Alert ?? command.DeadLetters, Format),
            // Who is told of dead letters stands in the settings, and whoever writes those may name any variable.
            command.DeadLetters is null ? variables : variables.ForTheOperator(),
            _http);
        return AlertSenders.All.Create<IAlertSender>(command.Receiver).Send(delivery, cancellation);
    }

    public void Dispose() => _http.Dispose();
}
