using System.Text.Json.Nodes;

namespace Trainyard.Api.Predictions;

/// <summary>Asks deployed versions. Rows and predictions have the columns of the model, and stay JSON.</summary>
public sealed class PredictionsClient
{
    private readonly HttpCalls _calls;

    internal PredictionsClient(HttpCalls calls) => _calls = calls;

    /// <summary>Where predictions of a model are asked for.</summary>
    public static string Endpoint(string model, string alias) =>
        $"/models/{Uri.EscapeDataString(model)}/{Uri.EscapeDataString(alias)}/predict";

    /// <summary>Asks for predictions.</summary>
    /// <param name="endpoint">See <see cref="Endpoint"/>; as a run says it.</param>
    /// <param name="body">A row, or <c>{"rows": [...]}</c>.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<JsonNode> Ask(string endpoint, JsonNode body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(body);
        var rows = body is JsonObject { Count: 1 } only && only["rows"] is JsonArray many ? many.Count : 1;
        return _calls.Post<PredictionsShape>(
            endpoint.TrimStart('/'), body,
            answer => answer.Predictions.Count == rows && answer.Predictions.All(one => one.IsOne), cancellation);
    }

    /// <summary>What a row of a deployed model must bring, and how many one request may.</summary>
    /// <param name="endpoint">See <see cref="Endpoint"/>.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<JsonNode> Schema(string endpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return _calls.Get<SchemaShape>(
            Beside(endpoint, "schema"),
            schema => schema.Columns.DistinctBy(column => column.Name).Count() == schema.Columns.Count, cancellation);
    }

    /// <summary>A sample row of a deployed model, as a request would bring it; null when the model has none.</summary>
    public Task<JsonNode?> Sample(string endpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return _calls.Find<JsonNode>(Beside(endpoint, "sample"), cancellation);
    }

    private static string Beside(string endpoint, string name) =>
        $"{endpoint.TrimStart('/')[..^"predict".Length]}{name}".TrimStart('/');
}
