using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests;

/// <summary>A virtual host of the broker, gone with all its queues when the test is over.</summary>
internal sealed class VirtualHost(string name, Uri broker, HttpClient management) : IAsyncDisposable
{
    private readonly List<string> _users = [];

    /// <summary>Where clients and services connect, <c>amqp://user:password@host:port/name</c>.</summary>
    public Uri Uri { get; } = new UriBuilder(broker) { Path = "/" + name }.Uri;

    public async Task Create()
    {
        using var made = await management.PutAsync($"/api/vhosts/{name}", null);
        made.EnsureSuccessStatusCode();
        var user = Uri.UnescapeDataString(broker.UserInfo.Split(':')[0]);
        using var allowed = await management.PutAsJsonAsync(
            $"/api/permissions/{name}/{user}", new { configure = ".*", write = ".*", read = ".*" });
        allowed.EnsureSuccessStatusCode();
    }

    /// <summary>The virtual host, which is also how the names of its users begin.</summary>
    public string Name => name;

    /// <summary>Tells the broker of users and what they may do, in its own form.</summary>
    public async Task Import(JsonObject definitions)
    {
        using var told = await management.PostAsJsonAsync("/api/definitions", definitions);
        told.EnsureSuccessStatusCode();
        _users.AddRange(definitions["users"]!.AsArray().Select(user => (string)user!["name"]!));
    }

    /// <summary>All exchanges; the one without a name has none.</summary>
    public Task<IReadOnlyList<string>> Exchanges() => Names("exchanges");

    /// <summary>All queues.</summary>
    public Task<IReadOnlyList<string>> Queues() => Names("queues");

    /// <summary>How queues are bound to exchanges.</summary>
    public async Task<IReadOnlyList<Binding>> Bindings()
    {
        var found = await management.GetFromJsonAsync<JsonArray>($"/api/bindings/{name}");
        return
        [
            .. found!.Where(one => (string)one!["destination_type"]! == "queue" && (string)one["source"]! != "")
                .Select(one => new Binding(
                    (string)one!["source"]!, (string)one["destination"]!, (string)one["routing_key"]!)),
        ];
    }

    private async Task<IReadOnlyList<string>> Names(string kind) =>
    [
        .. (await management.GetFromJsonAsync<JsonArray>($"/api/{kind}/{name}"))!.Select(one => (string)one!["name"]!),
    ];

    /// <summary>Messages in the queues of services, those in hand included.</summary>
    public async Task<long> Waiting()
    {
        var queues = await management.GetFromJsonAsync<JsonArray>($"/api/queues/{name}");
        return queues!.Where(queue => !((string)queue!["name"]!).StartsWith("plain-client", StringComparison.Ordinal))
            .Sum(queue => (long?)queue!["messages"] ?? 0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var user in _users)
            using (await management.DeleteAsync($"/api/users/{user}")) { }

        using var deleted = await management.DeleteAsync($"/api/vhosts/{name}");
        deleted.EnsureSuccessStatusCode();
    }
}

/// <summary>What leads from an exchange to a queue.</summary>
internal sealed record Binding(string Exchange, string Queue, string RoutingKey);
