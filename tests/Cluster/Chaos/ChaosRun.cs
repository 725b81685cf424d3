namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>What a scenario gets.</summary>
/// <param name="broker">The broker, for virtual hosts.</param>
/// <param name="runs">How long the scenario is to be.</param>
/// <param name="seed">Where all chance comes from.</param>
/// <param name="say">Takes the lines of the table.</param>
internal sealed class ChaosRun(Broker broker, int runs, int seed, Action<string> say)
{
    public Broker Broker => broker;

    public int Runs => runs;

    public int Seed => seed;

    /// <summary>Chance, from the seed. Used by one caller at a time.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Writes a line of the table.</summary>
    public void Say(string line) => say(line);
}
