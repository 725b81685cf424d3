using System.Net;
using Microsoft.AspNetCore.Http;

namespace Trainyard.Hosting.Http;

/// <summary>
/// Asks other services what has no route here, in their order, and gives the answer of the first that has one: so
/// clients need one address. What was passed on once is not passed on again.
/// </summary>
/// <param name="others">Where the others are.</param>
/// <param name="timeout">How long one of them may take until it begins to answer.</param>
internal sealed class PassOn(IReadOnlyList<Uri> others, TimeSpan timeout) : IDisposable
{
    /// <summary>In a request that was passed on; in an answer, that there is no such route.</summary>
    public const string Header = "Trainyard-Passed-On";

    private const string NoRoute = "no-route";

    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Host", "TE", "Trailer", "Server", "Date",
        // Held against the names of this process already, which the others do not go by.
        "Origin",
    };

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false, AllowAutoRedirect = false, UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    });

    /// <summary>Passes a request on that no route here takes.</summary>
    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not null)
        {
            await next(context);
            return;
        }

        if (context.Request.Headers.ContainsKey(Header))
            context.Response.Headers[Header] = NoRoute;
        else if (others.Count > 0 && await AnsweredByAnother(context))
            return;
        await next(context);
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> AnsweredByAnother(HttpContext context)
    {
        var isSent = HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsPut(context.Request.Method);
        // Kept, since the first that is asked may not be the one.
        if (isSent)
            context.Request.EnableBuffering();
        Exception? outage = null;
        foreach (var other in others)
        {
            if (isSent)
                context.Request.Body.Position = 0;
            using var request = Copy(context.Request, other, isSent);
            using var answer = await Ask(request, problem => outage = problem, context.RequestAborted);
            // Whether one that does not answer is the one that has the route is not known.
            if (answer is null || (answer.Headers.TryGetValues(Header, out var said) && said.Contains(NoRoute)))
                continue;
            await Give(answer, context);
            return true;
        }

        if (outage is null)
            return false;
        await TypedResults.Problem(
            $"No service that answers has such a route, and one does not answer: {outage.Message}",
            statusCode: StatusCodes.Status502BadGateway).ExecuteAsync(context);
        return true;
    }

    private async Task<HttpResponseMessage?> Ask(
        HttpRequestMessage request, Action<Exception> noteOutage, CancellationToken aborted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limit.CancelAfter(timeout);
        try
        {
            // Back with the head of the answer: its body may take as long as it does.
            return await _http.SendAsync(request, limit.Token);
        }
        catch (HttpRequestException problem)
        {
            noteOutage(problem);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            noteOutage(new TimeoutException(
                $"{request.RequestUri!.Authority} gave no answer within {timeout.TotalSeconds} s "
                + "(Http:PassOnTimeout)."));
        }

        return null;
    }

    private static HttpRequestMessage Copy(HttpRequest asked, Uri other, bool isSent)
    {
        // Put together as texts: a path of two slashes, taken relative to the address, would be one of another machine.
        var place = $"{other.GetLeftPart(UriPartial.Authority)}{asked.PathBase}{asked.Path}{asked.QueryString}";
        var request = new HttpRequestMessage(new HttpMethod(asked.Method), new Uri(place))
        {
            Content = isSent ? new StreamContent(new Kept(asked.Body)) : null,
        };
        foreach (var (name, values) in asked.Headers.Where(header => !OfConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                _ = request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        // A name that every process goes by: by its own it may be known to nobody but this one.
        request.Headers.Host = "localhost";
        _ = request.Headers.TryAddWithoutValidation(Header, "1");
        return request;
    }

    private static async Task Give(HttpResponseMessage answer, HttpContext context)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers)
            .Where(header => !OfConnection.Contains(header.Key)))
            context.Response.Headers[name] = values.ToArray();
        if (answer.StatusCode == HttpStatusCode.NoContent)
            return;
        try
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
        }
    }

    /// <summary>A body that stays open when a request that has it is disposed of.</summary>
    private sealed class Kept(Stream body) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => body.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            body.ReadAsync(buffer, cancellationToken);

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
