using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Trainyard.Api;

/// <summary>Calls of a server, and what an answer that refuses becomes.</summary>
internal sealed class HttpCalls(HttpClient http)
{
    public async Task<T> Get<T>(string path, CancellationToken cancellation)
    {
        using var response = await Answer(http.GetAsync(new Uri(path, UriKind.Relative), cancellation));
        return await Read<T>(response, cancellation);
    }

    /// <summary>The same where the answer may be that there is nothing.</summary>
    public async Task<T?> Find<T>(string path, CancellationToken cancellation)
        where T : class
    {
        using var response = await Answer(http.GetAsync(new Uri(path, UriKind.Relative), cancellation));
        return response.StatusCode == HttpStatusCode.NoContent
            ? null
            : await Read<T>(response, cancellation);
    }

    /// <summary>A text that begins as it should.</summary>
    public async Task<string> Text(string path, string begin, CancellationToken cancellation)
    {
        using var response = await Answer(http.GetAsync(new Uri(path, UriKind.Relative), cancellation));
        await Check(response, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return text.StartsWith(begin, StringComparison.Ordinal) ? text : throw ApiAnswers.Stranger(response.StatusCode);
    }

    public async Task<T> Post<T>(string path, object body, CancellationToken cancellation)
    {
        using var response = await Answer(http.PostAsJsonAsync(path, body, ApiJson.Options, cancellation));
        return await Read<T>(response, cancellation);
    }

    /// <summary>The same of an answer that stays JSON, and has at least what a record of it has.</summary>
    public async Task<JsonNode> Post<TShape>(
        string path, JsonNode body, Func<TShape, bool> isOne, CancellationToken cancellation)
    {
        using var response = await Answer(http.PostAsJsonAsync(path, body, ApiJson.Options, cancellation));
        return await Read(response, isOne, cancellation);
    }

    /// <summary>See <see cref="Post{TShape}(string, JsonNode, Func{TShape, bool}, CancellationToken)"/>.</summary>
    public async Task<JsonNode> Get<TShape>(
        string path, Func<TShape, bool> isOne, CancellationToken cancellation)
    {
        using var response = await Answer(http.GetAsync(new Uri(path, UriKind.Relative), cancellation));
        return await Read(response, isOne, cancellation);
    }

    public async Task<T> Put<T>(string path, object body, CancellationToken cancellation)
    {
        using var response = await Answer(http.PutAsJsonAsync(path, body, ApiJson.Options, cancellation));
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
            using var response = await Answer(http.GetAsync(next, cancellation));
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
        if (!Uri.TryCreate(asked, next[1..next.IndexOf('>')], out var goesOn))
            return null;
        // The key goes along: to this server, and to no other that it may name.
        return goesOn.GetLeftPart(UriPartial.Authority) == asked.GetLeftPart(UriPartial.Authority) ? goesOn : null;
    }

    private static async Task<T> Read<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        await Check(response, cancellation);
        return ApiAnswers.Read<T>(await response.Content.ReadAsByteArrayAsync(cancellation), response.StatusCode);
    }

    private static async Task<JsonNode> Read<TShape>(
        HttpResponseMessage response, Func<TShape, bool> isOne, CancellationToken cancellation)
    {
        await Check(response, cancellation);
        var json = await response.Content.ReadAsByteArrayAsync(cancellation);
        return isOne(ApiAnswers.Read<TShape>(json, response.StatusCode))
            ? ApiAnswers.Read<JsonNode>(json, response.StatusCode)
            : throw ApiAnswers.Stranger(response.StatusCode);
    }

    /// <summary>What a call leads to; where nothing comes of it in time, or too much, that is said in a
    /// sentence.</summary>
    private async Task<HttpResponseMessage> Answer(Task<HttpResponseMessage> call)
    {
        try
        {
            return await call;
        }
        catch (OperationCanceledException late) when (late.InnerException is TimeoutException)
        {
            throw new TaskCanceledException(
                $"What was asked for was not answered within {http.Timeout.TotalSeconds:0} s.", late.InnerException);
        }
        catch (HttpRequestException endless) when (
            endless.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ApiException(
                HttpStatusCode.OK,
                $"The answer is longer than {http.MaxResponseContentBufferSize >> 20:N0} MiB, and no answer of a "
                + "Trainyard is that long.",
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
