using System.Net.Http.Headers;
using Trainyard.Api;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Yards;

/// <summary>
/// The yard of a folder that another process holds. That process may end before this one, since its own work is done:
/// then this one takes the folder over, and what was asked goes on here.
/// </summary>
internal sealed class JoinedYard : IYard
{
    private readonly TakeOver _calls;

    public JoinedYard(string path, YardAddress holder)
    {
        _calls = new TakeOver(path, holder);
        Client = new TrainyardClient(new HttpClient(_calls)
        {
            BaseAddress = holder.Address, Timeout = TrainyardClient.Timeout,
        });
    }

    public TrainyardClient Client { get; }

    public bool IsOnThisMachine => true;

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return _calls.Release();
    }

    /// <summary>Sends each request to whoever holds the folder now. Whatever is asked may be asked twice: one that a
    /// process took as its last is asked again of the next, which has its stores.</summary>
    private sealed class TakeOver(string path, YardAddress holder) : HttpMessageHandler
    {
        /// <summary>How long a process that ends may take, its work handed back.</summary>
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(80);
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

        private readonly SemaphoreSlim _turn = new(1);
        private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseProxy = false });
        private YardAddress _holder = holder;
        private LocalYard? _own;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            while (true)
            {
                var present = _holder;
                request.RequestUri = new Uri(present.Address, request.RequestUri!.PathAndQuery);
                request.Headers.Authorization =
                    present.Key is { } key ? new AuthenticationHeaderValue("Bearer", key) : null;
                try
                {
                    var response = await _http.SendAsync(request, cancellationToken);
                    await response.Content.LoadIntoBufferAsync(cancellationToken);
                    return response;
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException && _own is null)
                {
                    await FollowFrom(present, cancellationToken);
                }
            }
        }

        public async ValueTask Release()
        {
            if (_own is { } own)
                await own.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            _http.Dispose();
            _turn.Dispose();
            base.Dispose(disposing);
        }

        /// <summary>Finds who holds the folder after a holder that does not answer, or takes it. What came to a folder
        /// that was served is not gone on with here: once that is known the lock is left alone, since whoever serves
        /// the folder needs it to begin anew.</summary>
        /// <exception cref="CommandException">Nobody holds it who answers, and this process may not.</exception>
        private async Task FollowFrom(YardAddress gone, CancellationToken cancellation)
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                var start = TimeProvider.System.GetTimestamp();
                CommandException? refusal = null;
                while (ReferenceEquals(_holder, gone))
                {
                    if (TimeProvider.System.GetElapsedTime(start) >= Limit)
                        throw refusal ?? NobodyAnswers();
                    if (refusal is not null)
                    {
                        _holder = await LocalYard.Present(path, cancellation) ?? _holder;
                    }
                    else
                    {
                        try
                        {
                            if (await LocalYard.Next(path, cancellation) is { } next)
                                (_holder, _own) = next;
                        }
                        catch (CommandException exception)
                        {
                            refusal = exception;
                            Screen.Error(
                                $"The process that held the data folder '{path}' is gone; it is waited for another, "
                                + $"for {Words.Duration(Limit)}.");
                        }
                    }

                    await Task.Delay(Interval, TimeProvider.System, cancellation);
                }
            }
            finally
            {
                _turn.Release();
            }
        }

        private CommandException NobodyAnswers() => new(
            $"The process that held the data folder '{path}' does not answer for {Words.Duration(Limit)}, and lets "
            + "nobody else have it.",
            ExitCodes.Faulted);
    }
}
