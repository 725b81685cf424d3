using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Trainyard.Api;

/// <summary>Calls of a server, and what an answer that refuses becomes.</summary>
internal sealed class HttpCalls(HttpClient http)
{
    public async Task<T> Get<T>(string path, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return await Read<T>(response, cancellation);
    }

    /// <summary>The same where the answer may be that there is nothing.</summary>
    public async Task<T?> Find<T>(string path, CancellationToken cancellation)
        where T : class
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return response.StatusCode == HttpStatusCode.NoContent
            ? null
            : await Read<T>(response, cancellation);
    }

    public async Task<string> Text(string path, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        await Check(response, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    public async Task<T> Post<T>(string path, object body, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync(path, body, ApiJson.Options, cancellation);
        return await Read<T>(response, cancellation);
    }

    public async Task<T> Put<T>(string path, object body, CancellationToken cancellation)
    {
        using var response = await http.PutAsJsonAsync(path, body, ApiJson.Options, cancellation);
        return await Read<T>(response, cancellation);
    }

    /// <summary>All of a list, page by page: the next is asked for once this one has been looked through.</summary>
    public async IAsyncEnumerable<T> All<T>(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in Pages<IReadOnlyList<T>>(path, cancellation))
        {
            foreach (var item in page)
                yield return item;
        }
    }

    /// <summary>An answer that may go on, page by page.</summary>
    public async IAsyncEnumerable<T> Pages<T>(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var next = new Uri(path, UriKind.Relative); next is not null;)
        {
            using var response = await http.GetAsync(next, cancellation);
            yield return await Read<T>(response, cancellation);
            next = NextOf(response);
        }
    }

    /// <summary>A path with the parts of a query that say something.</summary>
    public static string Query(string path, params ReadOnlySpan<(string Name, object? Value)> parts)
    {
        var mark = '?';
        foreach (var (name, value) in parts)
        {
            if (value is null)
                continue;
            var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            path += $"{mark}{name}={Uri.EscapeDataString(text)}";
            mark = '&';
        }

        return path;
    }

    /// <summary>Where a list goes on: the header <c>Link</c>, relation <c>next</c>; null where it ends.</summary>
    private static Uri? NextOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links))
            return null;
        var next = links.FirstOrDefault(link => link.EndsWith(">; rel=\"next\"", StringComparison.Ordinal));
        if (next is null)
            return null;
        var asked = response.RequestMessage!.RequestUri!;
        var goesOn = new Uri(asked, next[1..next.IndexOf('>')]);
        // The key goes along: to this server, and to no other that it may name.
        return goesOn.GetLeftPart(UriPartial.Authority) == asked.GetLeftPart(UriPartial.Authority) ? goesOn : null;
    }

    private static async Task<T> Read<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        await Check(response, cancellation);
        try
        {
            return (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, cancellation))!;
        }
        catch (JsonException problem)
        {
            throw new ApiException(
                response.StatusCode,
                $"What answered is no Trainyard, or one of another version: {problem.Message}",
                []);
        }
    }

    private static async Task Check(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
            return;
        var problem = Problem.Read(await response.Content.ReadAsStringAsync(cancellation));
        throw new ApiException(
            response.StatusCode,
            problem?.Detail ?? Describe(response),
            problem?.Problems ?? []);
    }

    private static string Describe(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.Unauthorized
        ? "The server asks for a key."
        : $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.";
}
