using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests;

/// <summary>What a run led to, as anybody can see it over HTTP: the same from a process for each service as from
/// one.</summary>
internal sealed record Outcome(IReadOnlyDictionary<string, double> Metrics, int Version, string Answer)
{
    /// <summary>Metrics that differ by less are the same.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>Reads a run that has succeeded, and asks for a prediction where the run says.</summary>
    public static async Task<Outcome> Of(JsonObject ended, HttpClient serving, JsonObject row)
    {
        var answer = await serving.PostAsJsonAsync((string)ended["endpoint"]!, row);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"Serving answered {(int)answer.StatusCode}: {body}");
        return new Outcome(
            ended["metrics"]!.AsObject().ToDictionary(metric => metric.Key, metric => (double)metric.Value!),
            (int)ended["version"]!,
            body);
    }

    public void IsLike(Outcome other)
    {
        Assert.Equal(other.Metrics.Keys.Order(StringComparer.Ordinal), Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.All(Metrics, metric => Assert.Equal(other.Metrics[metric.Key], metric.Value, Tolerance));
        Assert.Equal(other.Version, Version);
        Assert.Equal(other.Answer, Answer);
    }
}
