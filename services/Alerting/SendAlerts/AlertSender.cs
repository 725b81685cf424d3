using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trainyard.Pipelines;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Puts alerts into the form that receivers get, and has them sent by whoever is for that kind of
/// receiver.</summary>
/// <param name="variables">The variables that the addresses in pipeline files may name.</param>
/// <param name="addresses">Where the receivers of pipeline files may be.</param>
internal sealed class AlertSender(AllowedVariables variables, OutgoingAddresses addresses) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Connections are kept for later alerts, and so by each for itself: what the operator's own receiver may be sent to
    // would otherwise be open to a pipeline file with the same address.
    private readonly HttpClient _ofPipelines = Client(new CheckedConnection(addresses));
    private readonly HttpClient _ofOperator = Client(null);

    /// <inheritdoc cref="IAlertSender.Send"/>
    public Task<string> Send(SendAlert command, CancellationToken cancellation)
    {
        var delivery = new Delivery(
            command.AlertId,
            command.IsForTheOperator
                ? $"The receiver {command.ShownReceiver}"
                : $"The receiver {command.ShownReceiver} of alert {command.Number}",
            JsonSerializer.SerializeToUtf8Bytes(BodyOf(command), Format),
            // Who is told of dead letters stands in the settings, and whoever writes those may name any variable.
            command.IsForTheOperator ? variables.ForTheOperator() : variables,
            command.IsForTheOperator ? _ofOperator : _ofPipelines);
        return AlertSenders.All.Create<IAlertSender>(command.Receiver).Send(delivery, cancellation);
    }

    private static object BodyOf(SendAlert command) => command switch
    {
        { Alert: { } ending } => ending,
        { DeadLetters: { } piled } => piled,
        { Refusal: { } refused } => refused,
        _ => throw new InvalidOperationException($"Alert {command.AlertId} is about nothing."),
    };

    public void Dispose()
    {
        _ofPipelines.Dispose();
        _ofOperator.Dispose();
    }

    /// <summary>No redirect is followed, and where there is a check no proxy of the environment asked: either would
    /// take an alert past it.</summary>
    private static HttpClient Client(CheckedConnection? connection) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = connection is null,
        ConnectTimeout = Timeout,
        ConnectCallback = connection is null ? null : connection.Open,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout,
    };
}
