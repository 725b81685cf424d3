using System.Net;
using System.Text;
using Trainyard.Api;

namespace Trainyard.Cli.Tests;

/// <summary>A server that knows some paths, and none but these.</summary>
internal sealed class PlayedServer : HttpMessageHandler
{
    private readonly Dictionary<string, Func<string>> _answers = new(StringComparer.Ordinal);

    /// <summary>What it was asked, as path and query.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>A client of it.</summary>
    public TrainyardClient Client() => new(new HttpClient(this) { BaseAddress = new Uri("http://played/") });

    /// <summary>What a path is answered with: a record.</summary>
    public PlayedServer Knows<T>(string path, params T[] inTurn)
    {
        var times = 0;
        return Says(path, () => ApiJson.Node(inTurn[Math.Min(times++, inTurn.Length - 1)]).ToJsonString());
    }

    /// <summary>What a path is answered with: text.</summary>
    public PlayedServer Says(string path, Func<string> text)
    {
        _answers.Add(path, text);
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        Asked.Add(path);
        return Task.FromResult(_answers.TryGetValue(path, out var answer)
            ? new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(answer(), Encoding.UTF8, "application/json"),
            }
            : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}
