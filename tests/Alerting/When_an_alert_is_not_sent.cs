using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Alerting.SendAlerts;
using Trainyard.Api;
using Trainyard.Api.Alerts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Jobs;
using Trainyard.Support;

namespace Trainyard.Alerting.Tests;

/// <summary>What the service says of alerts that did not come to their receiver: to <c>doctor</c>, and over
/// HTTP.</summary>
public sealed class When_an_alert_is_not_sent : IAsyncDisposable
{
    private static readonly SendAlert Unset = SentAlerts.OfRun("${ALERT_THAT_NOBODY_SET}");

    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-test-").FullName;
    private WebApplication? _service;

    private IServiceProvider Services => _service!.Services;

    [Fact]
    public async Task Should_say_while_it_waits_which_variable_is_not_set()
    {
        await Start("--Jobs:SendAlert:RetryAfter=00:10:00");
        await Store(Unset);

        var waiting = await Until(async () => (await Views(Unset)).SingleOrDefault(alert => alert.Failure is not null));

        Assert.Equal((AlertState.UnderWay, 1), (waiting.State, waiting.Attempt));
        Assert.Contains("ALERT_THAT_NOBODY_SET", waiting.Failure, StringComparison.Ordinal);
        var sentence = Assert.Single(await Services.GetRequiredService<WaitingWork>()(Cancellation));
        Assert.Contains($"attempts so far: 1 ({waiting.Failure!.TrimEnd('.')}).", sentence, StringComparison.Ordinal);
        Assert.Empty(await Services.GetRequiredService<GivenUpWork>()(Cancellation));
    }

    [Fact]
    public async Task Should_say_that_it_was_given_up_why_and_what_it_was_about()
    {
        await using var receiver = await AlertReceiver.Start(400, 400);
        await Start("--Jobs:SendAlert:Attempts=2", "--Jobs:SendAlert:RetryAfter=00:00:00.010");
        await Store(Unset);
        var refused = SentAlerts.OfDeadLetters(receiver.Address);
        await Store(refused);

        await Until(async () =>
            (await Services.GetRequiredService<GivenUpWork>()(Cancellation)) is { Count: 2 } both ? both : null);
        var given = await Services.GetRequiredService<GivenUpWork>()(Cancellation);

        Assert.Empty(await Services.GetRequiredService<WaitingWork>()(Cancellation));
        var ofRun = Assert.Single(given, one => one.Command == $"show {Unset.RunId}").What;
        Assert.StartsWith(
            $"Alert {Unset.AlertId} to the receiver ${{ALERT_THAT_NOBODY_SET}} was given up after 2 attempts: ", ofRun,
            StringComparison.Ordinal);
        Assert.EndsWith("ALERT_THAT_NOBODY_SET is not set.", ofRun, StringComparison.Ordinal);
        Assert.Equal(
            $"Alert {refused.AlertId} to the receiver of the settings was given up after 1 attempt: The receiver of "
            + "the settings refused it with 400.",
            Assert.Single(given, one => one.Command == "dead list").What);
    }

    /// <summary>A wrong address would fill pages.</summary>
    [Fact]
    public async Task Should_say_of_many_that_there_are_more()
    {
        await Start("--Jobs:SendAlert:Attempts=1");
        foreach (var _ in Enumerable.Range(0, 23))
            await Store(Unset with { AlertId = SendAlert.IdOf(Guid.NewGuid(), 1) });

        var given = await Until(async () =>
            await Services.GetRequiredService<IOwnJobs<SendAlert>>().GivenUp(100, Cancellation) is { Count: 23 }
                ? await Services.GetRequiredService<GivenUpWork>()(Cancellation)
                : null);

        Assert.Equal(21, given.Count);
        Assert.Equal(new GivenUp("More alerts were given up.", null), given[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task Start(params string[] settings)
    {
        _service = new YardBuilder([
            $"--Data:Folder={_folder}", "--urls=http://127.0.0.1:0", "--Logging:Level=Fatal",
            "--Jobs:PollInterval=00:00:00.050", "--Alerting:AllowedNetworks:0=127.0.0.0/8", .. settings,
        ]).Add(new AlertingService()).Build();
        await _service.StartAsync(Cancellation);
    }

    private Task Store(SendAlert alert) =>
        Services.GetRequiredService<IOwnJobs<SendAlert>>().Store(alert, Cancellation);

    private async Task<IReadOnlyList<AlertView>> Views(SendAlert alert)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_service!.Urls.First()) };
        return (await http.GetFromJsonAsync<IReadOnlyList<AlertView>>(
            $"/alerts/{alert.RunId}", ApiJson.Options, Cancellation))!;
    }

    private static async Task<T> Until<T>(Func<Task<T?>> find)
        where T : class
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            if (await find() is { } found)
                return found;
            await tick.WaitForNextTickAsync(Cancellation);
        }
    }
}
