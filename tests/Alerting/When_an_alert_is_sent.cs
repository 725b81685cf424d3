using System.Text;
using Trainyard.Alerting.SendAlerts;
using Trainyard.Jobs;
using Trainyard.Support;

namespace Trainyard.Alerting.Tests;

public sealed class When_an_alert_is_sent
{
    [Fact]
    public async Task Should_post_the_documented_body_with_a_key_that_stays_the_same()
    {
        await using var receiver = await AlertReceiver.Start();
        using var sender = Senders.ToThisMachine(_ => receiver.Address);

        Assert.Equal("204", await sender.Send(SentAlerts.OfRun(), default));
        _ = await sender.Send(SentAlerts.OfRun(), default);

        var (first, second) = (await receiver.Next(), await receiver.Next());
        Assert.Equal("11111111-2222-3333-4444-555555555555-2", first.Key);
        Assert.Equal(first.Key, second.Key);
        Assert.Equal("application/json; charset=utf-8", first.ContentType);
        Assert.Equal(Encoding.UTF8.GetByteCount(first.Body.GetRawText()), first.Length);
        Assert.Equal(
            """
            {"schema":"alert/1","runId":"11111111-2222-3333-4444-555555555555","pipeline":"churn","outcome":"Rejected",
            "step":"Gate","stepName":"Hold metrics against the gate","participant":"Pipeline",
            "reason":"MetricsBelowThreshold","message":"auc is 0.61, not >= 0.8.","findings":[],
            "gate":[{"metric":"auc","comparison":">=","threshold":0.8,"observed":0.61,"isMet":false}],"metrics":{},
            "owner":"crm","participants":{"Trainer":{"name":"LightGBM","team":"ml"}},
            "requestedBy":"ada","trigger":{"kind":"Request"},
            "endedAt":"2024-05-06T07:08:09+00:00"}
            """.ReplaceLineEndings(""),
            first.Body.GetRawText());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task Should_count_an_answer_that_passes_as_an_outage(int status)
    {
        await using var receiver = await AlertReceiver.Start(status);
        using var sender = Senders.ToThisMachine(_ => receiver.Address);

        var outage = await Assert.ThrowsAsync<AlertOutageException>(() => sender.Send(SentAlerts.OfRun(), default));

        Assert.Equal($"The receiver ${{ALERT_URL}} of alert 2 answered {status}.", outage.Message);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(307)]
    public async Task Should_not_try_again_where_the_receiver_refuses(int status)
    {
        await using var receiver = await AlertReceiver.Start(status);
        using var sender = Senders.ToThisMachine(_ => receiver.Address);

        var refusal = await Assert.ThrowsAsync<StepFaultException>(() => sender.Send(SentAlerts.OfRun(), default));

        Assert.Equal($"The receiver ${{ALERT_URL}} of alert 2 refused it with {status}.", refusal.Message);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Should_follow_no_redirect(int status)
    {
        await using var receiver = await AlertReceiver.Start(status);
        using var sender = Senders.ToThisMachine(_ => receiver.Address);

        _ = await Assert.ThrowsAsync<StepFaultException>(() => sender.Send(SentAlerts.OfRun(), default));

        _ = await receiver.Next();
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task Should_never_show_the_address_it_resolved()
    {
        var receiver = await AlertReceiver.Start(503, 404);
        var address = receiver.Address;
        using var sender = Senders.ToThisMachine(_ => address);
        var failures = new List<Exception?>
        {
            await Record.ExceptionAsync(() => sender.Send(SentAlerts.OfRun(), default)),
            await Record.ExceptionAsync(() => sender.Send(SentAlerts.OfRun(), default)),
        };
        await receiver.DisposeAsync();
        failures.Add(await Record.ExceptionAsync(() => sender.Send(SentAlerts.OfRun(), default)));
        using var nonsense = Senders.ToThisMachine(_ => "s3cr3t");
        failures.Add(await Record.ExceptionAsync(() => nonsense.Send(SentAlerts.OfRun(), default)));

        Assert.All(failures, failure =>
        {
            Assert.DoesNotContain("s3cr3t", failure!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("127.0.0.1", failure.ToString(), StringComparison.Ordinal);
            Assert.Contains("${ALERT_URL}", failure.Message, StringComparison.Ordinal);
        });
        Assert.IsType<AlertOutageException>(failures[2]);
        Assert.IsType<StepFaultException>(failures[3]);
    }

    [Fact]
    public async Task Should_never_show_an_address_of_the_settings_that_is_no_variable()
    {
        var receiver = await AlertReceiver.Start(503, 404);
        var alert = SentAlerts.OfDeadLetters(receiver.Address);
        using var sender = Senders.ToThisMachine(_ => null);
        var failures = new List<Exception?>
        {
            await Record.ExceptionAsync(() => sender.Send(alert, default)),
            await Record.ExceptionAsync(() => sender.Send(alert, default)),
        };
        await receiver.DisposeAsync();
        failures.Add(await Record.ExceptionAsync(() => sender.Send(alert, default)));
        foreach (var wrong in new[] { "ftp://s3cr3t", "http://${NOT_SET}/s3cr3t", "http://${s3cr3t" })
        {
            failures.Add(await Record.ExceptionAsync(() => sender.Send(SentAlerts.OfDeadLetters(wrong), default)));
        }

        Assert.All(failures, failure =>
        {
            Assert.True(failure is AlertOutageException or StepFaultException, failure?.ToString());
            Assert.DoesNotContain("s3cr3t", failure!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("127.0.0.1", failure.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Should_wait_for_an_address_that_is_not_set_yet()
    {
        using var sender = Senders.ToThisMachine(_ => null);

        var outage = await Assert.ThrowsAsync<AlertOutageException>(() => sender.Send(SentAlerts.OfRun(), default));

        Assert.Contains("ALERT_URL is not set", outage.Message, StringComparison.Ordinal);
    }
}
