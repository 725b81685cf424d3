using System.Net;
using System.Net.Sockets;
using CsCheck;
using Trainyard.Alerting.SendAlerts;
using Trainyard.Jobs;
using Trainyard.Support;

namespace Trainyard.Alerting.Tests;

public sealed class When_an_address_is_not_allowed
{
    public static TheoryData<string> Forbidden => [.. WrittenAddresses.Forbidden];

    /// <summary>An address that went through would end as an outage: nobody answers there, or the wrong one.</summary>
    [Theory, MemberData(nameof(Forbidden))]
    public async Task Should_connect_to_none_of_its_range_however_it_is_written(string range)
    {
        using var sender = Senders.ToTheInternet(_ => null);

        await WrittenAddresses.In(range).SampleAsync(async address =>
        {
            foreach (var host in WrittenAddresses.Hosts(address))
            {
                var refusal = await Record.ExceptionAsync(
                    () => sender.Send(SentAlerts.OfRun($"http://{host}:9/"), TestContext.Current.CancellationToken));

                Assert.True(IsNeverConnected(refusal), $"{host}: {refusal}");
            }
        }, iter: 3, threads: 1);
    }

    [Theory, MemberData(nameof(Forbidden))]
    public void Should_be_none_of_its_range(string range)
    {
        var addresses = new OutgoingAddresses([]);

        WrittenAddresses.In(range).Sample(address => !addresses.Allows(address), iter: 1000);
    }

    [Fact]
    public async Task Should_not_even_open_a_connection_to_this_machine()
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0) { Server = { DualMode = true } };
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var sender = Senders.ToTheInternet(_ => null);
        string[] hosts =
        [
            .. WrittenAddresses.Hosts(IPAddress.Loopback), .. WrittenAddresses.Hosts(IPAddress.IPv6Loopback),
            .. WrittenAddresses.Hosts(IPAddress.Any), .. WrittenAddresses.Hosts(IPAddress.IPv6Any),
            .. WrittenAddresses.Hosts(IPAddress.Parse("127.9.8.7")), "127.0.0.1.", "0x7f.1.",
            "localhost", "LOCALHOST", "localhost.",
        ];

        foreach (var host in hosts)
        {
            Assert.NotNull(await Record.ExceptionAsync(() => sender.Send(
                SentAlerts.OfRun($"http://{host}:{port}/"), TestContext.Current.CancellationToken)));
        }

        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/hook", "http://127.0.0.1:9/hook")]
    [InlineData("http://localhost:9/s3cr3t", "${ALERT_URL}")]
    [InlineData("https://169.254.169.254/latest/meta-data", "${ALERT_URL}")]
    public async Task Should_be_refused_for_good_and_say_which_setting_allows_it_and_nothing_of_where_it_is(
        string address, string written)
    {
        using var sender = Senders.ToTheInternet(_ => address);

        var refusal = await Assert.ThrowsAsync<StepFaultException>(
            () => sender.Send(SentAlerts.OfRun(written), TestContext.Current.CancellationToken));

        Assert.Equal(
            $"The receiver {written} of alert 2 lies in a network that alerts may not go to. The operator allows "
            + "networks with the setting Alerting:AllowedNetworks.",
            refusal.Message);
        Assert.Null(refusal.InnerException);
    }

    [Fact]
    public async Task Should_be_no_matter_to_the_operators_own_receiver_and_open_no_way_for_others()
    {
        await using var receiver = await AlertReceiver.Start();
        using var sender = Senders.ToTheInternet(_ => null);

        Assert.Equal("204", await sender.Send(
            SentAlerts.OfDeadLetters(receiver.Address), TestContext.Current.CancellationToken));
        _ = await receiver.Next();
        await Assert.ThrowsAsync<StepFaultException>(() => sender.Send(
            SentAlerts.OfRun(receiver.Address), TestContext.Current.CancellationToken));

        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task Should_not_be_reached_through_a_proxy_of_the_environment()
    {
        await using var proxy = await AlertReceiver.Start();
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);
        try
        {
            // The proxy itself is allowed.
            using var sender = Senders.ToThisMachine(_ => null);
            var refusal = await Assert.ThrowsAsync<StepFaultException>(() => sender.Send(
                SentAlerts.OfRun("http://10.1.2.3/hooks/s3cr3t"), TestContext.Current.CancellationToken));
            Assert.Contains("may not go to", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Equal(0, proxy.Waiting);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.1.2.3", true)]
    [InlineData("10.0.0.0/8", "192.168.0.1", false)]
    [InlineData("10.0.0.0/8", "64:ff9b::c0a8:1", false)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("fd00::/8", "fc12::1", false)]
    [InlineData("::/0", "::1", true)]
    [InlineData("::/0", "127.0.0.1", false)]
    [InlineData("0.0.0.0/0", "127.0.0.1", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    public void Should_be_allowed_by_the_range_that_it_lies_in_and_no_other(
        string range, string address, bool isAllowed)
    {
        var addresses = OutgoingAddresses.Of(new AlertingSettings { AllowedNetworks = [range] });

        Assert.Equal(isAllowed, addresses.Allows(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001:82a::200e")]
    [InlineData("64:ff9b::808:808")]
    public void Should_take_nothing_away_from_the_public_internet(string address) =>
        Assert.True(new OutgoingAddresses([]).Allows(IPAddress.Parse(address)));

    /// <summary>A refusal, or a name that stands for nothing.</summary>
    private static bool IsNeverConnected(Exception? refusal) =>
        refusal is StepFaultException
        || (refusal is AlertOutageException && refusal.Message.Contains(
            $"({nameof(HttpRequestError.NameResolutionError)})", StringComparison.Ordinal));
}
