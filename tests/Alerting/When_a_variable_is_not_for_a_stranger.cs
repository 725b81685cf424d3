using CsCheck;
using Trainyard.Alerting.SendAlerts;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Receivers;
using Trainyard.Support;

namespace Trainyard.Alerting.Tests;

/// <summary>Whoever may ask for a run names the address that alerts go to, and its variables.</summary>
public sealed class When_a_variable_is_not_for_a_stranger
{
    private const string Canary = "canary";

    private static readonly Gen<string> Name = Gen.Select(
        Gen.Char["ABCXYZabcxyz_"], Gen.String[Gen.Char["ABCDEFXYZabcz0189_"], 0, 20], (first, rest) => first + rest);

    [Fact]
    public async Task Should_send_nothing_of_it_to_anybody_and_not_tell_whether_it_is_set()
    {
        await using var receiver = await AlertReceiver.Start();
        Name.Where(name => !name.StartsWith("SOURCE_") && !name.StartsWith("ALERT_")).Sample(
            name =>
            {
                var address = $"{receiver.Address}?key=${{{name}}}";
                var refusals = new[] { null, Canary }.Select(value => Refusal(address, new(), _ => value)).ToList();

                Assert.Equal(refusals[0], refusals[1]);
                Assert.StartsWith($"The variable {name} is not among those", refusals[0], StringComparison.Ordinal);
                Assert.Contains("Secrets:Allowed", refusals[0], StringComparison.Ordinal);
            },
            iter: 50, threads: 1);

        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task Should_be_sent_it_where_the_operator_allows_it_and_no_other()
    {
        await using var receiver = await AlertReceiver.Start();
        var allowed = new SecretSettings { Allowed = ["SITE_*"] };
        using var sender = Senders.ToThisMachine(
            name => name == "SITE_URL" ? receiver.Address : Canary, allowed);

        Assert.Equal("204", await sender.Send(To("${SITE_URL}"), default));

        _ = await receiver.Next();
        _ = Refusal("${ALERT_URL}", allowed, _ => receiver.Address);
        _ = Refusal("${SITE_URL}${SITE}", allowed, _ => receiver.Address);
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task Should_not_bind_the_operator_who_names_one_in_the_settings()
    {
        await using var receiver = await AlertReceiver.Start();
        using var sender = Senders.ToThisMachine(_ => receiver.Address);
        var alert = new DeadLettersAlert
        {
            Queue = "train-model", Count = 1, Threshold = 1, Message = "1 died.", Latest = "0",
            Since = DateTimeOffset.UnixEpoch,
        };
        var told = To("${PAGER}") with { Alert = null, DeadLetters = alert, IsForTheOperator = true };

        Assert.Equal("204", await sender.Send(told, default));

        _ = await receiver.Next();
    }

    private static string Refusal(string address, SecretSettings settings, Func<string, string?> environment)
    {
        using var sender = Senders.ToThisMachine(environment, settings);
        var refusal = Assert.Throws<StepFaultException>(
            () => sender.Send(To(address), default).GetAwaiter().GetResult());
        Assert.DoesNotContain(Canary, refusal.ToString(), StringComparison.Ordinal);
        return refusal.Message;
    }

    private static SendAlert To(string address) => new()
    {
        AlertId = "1",
        Number = 1,
        Receiver = new WebhookReceiver { Address = address },
        Alert = new Alert
        {
            RunId = Guid.Empty,
            Pipeline = "churn",
            Outcome = RunOutcome.Faulted,
            Step = Step.Fetch,
            StepName = "Fetch data",
            Participant = "DataSource",
            RequestedBy = "ada",
            Trigger = Trigger.Request,
            Message = "It broke.",
            EndedAt = DateTimeOffset.UnixEpoch,
        },
    };
}
