using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Trainyard.Hosting.Bus;

namespace Trainyard.Hosting.Tests;

public sealed class When_a_broker_lets_nobody_in
{
    private static readonly BrokerPlace Place = BrokerPlace.Of(new Uri("amqp://ada:secret@broker/fast%20lane"));

    public static TheoryData<Exception, string> Causes => new()
    {
        {
            Closed(530, "NOT_ALLOWED - vhost fast lane not found"),
            "The broker at broker:5672 has no virtual host 'fast lane'. To make it: rabbitmqctl add_vhost 'fast lane'"
        },
        {
            Closed(530, "NOT_ALLOWED - access to vhost 'fast lane' refused for user 'ada'"),
            "The broker at broker:5672 refuses 'ada' the virtual host 'fast lane': NOT_ALLOWED - access to vhost "
            + "'fast lane' refused for user 'ada'"
        },
        { Closed(541, "INTERNAL_ERROR"), "The broker at broker:5672 refuses 'ada': INTERNAL_ERROR" },
        {
            new AuthenticationFailureException("ACCESS_REFUSED"),
            "The broker at broker:5672 refuses 'ada': wrong user or wrong password."
        },
        {
            new PossibleAuthenticationFailureException("possibly", Closed(403, "no")),
            "The broker at broker:5672 refuses 'ada': wrong user or wrong password."
        },
        {
            new AggregateException(new SocketException((int)SocketError.ConnectionRefused)),
            "The broker at broker:5672 can't be reached: " + new SocketException((int)SocketError.ConnectionRefused)
                .Message
        },
    };

    [Theory]
    [MemberData(nameof(Causes), DisableDiscoveryEnumeration = true)]
    public void Should_be_said_in_one_sentence_without_the_password(Exception cause, string sentence) =>
        Assert.Equal(sentence, BrokerRefusal.Sentence(new BrokerUnreachableException(cause), Place));

    [Theory]
    [InlineData("amqp://a", "a:5672", "/", "guest")]
    [InlineData("amqp://ada:x@b:5673/", "b:5673", "/", "ada")]
    [InlineData("amqp://ada:x@b:5673/%2F", "b:5673", "/", "ada")]
    [InlineData("amqp://a%20b:x@c/d", "c:5672", "d", "a b")]
    public void Should_be_named_as_people_know_it(string address, string broker, string virtualHost, string user) =>
        Assert.Equal(new BrokerPlace(broker, virtualHost, user), BrokerPlace.Of(new Uri(address)));

    /// <summary>Whatever listens there: one that says nothing is given up in time.</summary>
    [Fact]
    public async Task Should_be_found_out_where_nobody_speaks()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var process = new YardBuilder(
        [
            "--Urls=http://127.0.0.1:0", "--Logging:Level=Fatal", "--Bus:Transport=RabbitMq",
            $"--Bus:Uri=amqp://guest:guest@{silent.LocalEndpoint}/",
        ]).Build();

        var sentence = await BrokerRefusal.Of(process.Services, TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(45), TestContext.Current.CancellationToken);

        Assert.StartsWith(
            $"The broker at {silent.LocalEndpoint} can't be reached: ", sentence, StringComparison.Ordinal);
    }

    private static OperationInterruptedException Closed(ushort code, string text) =>
        new(new ShutdownEventArgs(RabbitMQ.Client.ShutdownInitiator.Peer, code, text));
}
