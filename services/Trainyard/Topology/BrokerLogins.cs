using System.Text.RegularExpressions;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;

namespace Trainyard.Cli.Topology;

/// <summary>
/// The logins of a yard, each with the least rights: one for each service of <see cref="AllServices.Manifest"/>, from
/// what it registers and from the table of the sequence, and those of people and programs outside.
/// </summary>
internal static class BrokerLogins
{
    /// <summary>Whoever asks for runs.</summary>
    public const string Client = "client";

    /// <summary>Whoever listens to how runs end, on queues of its own that begin with
    /// <see cref="ClientQueues"/>.</summary>
    public const string Listener = "listener";

    /// <summary>What sends dead letters back: it may write to every queue, and is no service's.</summary>
    public const string Retries = "retries";

    /// <summary>What declares queues and exchanges; also for people who look at the broker.</summary>
    public const string Topology = "topology";

    /// <summary>How queues of listeners begin.</summary>
    public const string ClientQueues = "client-";

    private const string DeadLetters = "dead-letters";

    /// <summary>That a message could not be read: of no use to anybody but whoever looks on.</summary>
    private const string ReceiveFault = "MassTransit:ReceiveFault";

    /// <summary>What they are called.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. AllServices.Manifest.Select(service => service.Name.ToLowerInvariant()), Client, Listener, Retries, Topology,
    ];

    /// <summary>The messages that people and programs outside publish.</summary>
    public static IReadOnlyList<Type> OfClients { get; } = [typeof(TrainRequested), typeof(CancelRun)];

    /// <summary>The messages that they are told.</summary>
    public static IReadOnlyList<Type> ToClients { get; } =
        [.. ContractTypes.All.Where(message => message.IsAssignableTo(typeof(IRunEnding)))];

    /// <summary>All of them.</summary>
    public static async Task<IReadOnlyList<BrokerLogin>> All()
    {
        List<BrokerLogin> logins = [];
        foreach (var service in AllServices.Manifest)
        {
            var made = service.Create();
            logins.Add(Of(made.Name, await BusTraffic.Of(made)));
        }

        var own = $"{ClientQueues}.*";
        return
        [
            .. logins,
            new(Client, BrokerLogin.Nothing, Any(OfClients.Select(Exchange)), BrokerLogin.Nothing),
            new(Listener, Any([own]), Any([own]), Any([own, .. ToClients.Select(Exchange)])),
            new(Retries, BrokerLogin.Nothing, Any([Name("amq.default")]), BrokerLogin.Nothing),
            new(Topology, ".*", ".*", ".*") { IsAdministrator = true },
        ];
    }

    /// <summary>A service declares its own queues and the exchanges in front of them, binds these to those, and says
    /// with one exchange more of which yard it is: whoever declares one with an alternate exchange must be allowed to
    /// read the one and to write the other, which is a name alone. It writes what it publishes, that it failed at what
    /// it received, and what died.</summary>
    private static BrokerLogin Of(string service, BusTraffic traffic)
    {
        var own = traffic.Queues.Select(Name).ToList();
        var faults = traffic.Received
            .Where(message => !message.IsGenericType && message.IsClass)
            .Select(message => Exchange(typeof(MassTransit.Fault<>).MakeGenericType(message)));
        return new(
            service,
            Any([.. own, Name(BusTraffic.YardExchange)]),
            Any([
                .. own, .. traffic.Published.Select(Exchange), .. faults, Name(ReceiveFault), Name(DeadLetters),
                $"{BusTraffic.YardName}.*",
            ]),
            Any([.. own, Name(BusTraffic.YardExchange)]));
    }

    private static string Exchange(Type message) => Name(BusTraffic.ExchangeOf(message));

    private static string Name(string name) => Regex.Escape(name);

    private static string Any(IEnumerable<string> names) => $"^({string.Join('|', names.Distinct())})$";
}
