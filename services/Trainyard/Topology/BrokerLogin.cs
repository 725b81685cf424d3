namespace Trainyard.Cli.Topology;

/// <summary>A login of the broker and what it may do: regular expressions over the names of queues and
/// exchanges.</summary>
/// <param name="Name">What it is called, without the prefix of the yard.</param>
/// <param name="Configure">What it may declare and delete.</param>
/// <param name="Write">What it may publish to, and bind to something.</param>
/// <param name="Read">What it may consume from, and bind something to.</param>
internal sealed record BrokerLogin(string Name, string Configure, string Write, string Read)
{
    /// <summary>Matches no name: the broker calls its exchange without a name <c>amq.default</c>.</summary>
    public const string Nothing = "^$";

    /// <summary>Whether it may also manage the broker itself: users, rights, what queues hold.</summary>
    public bool IsAdministrator { get; init; }
}
