using System.Security.Cryptography;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>One way of breaking things, at any length.</summary>
/// <param name="Name">How <c>tests/chaos.sh</c> calls it, and how its closing line begins.</param>
/// <param name="About">What is broken and what must hold, in one line.</param>
/// <param name="Runs">The length of the long version.</param>
/// <param name="Play">Plays it and counts.</param>
internal sealed record Scenario(string Name, string About, int Runs, Func<ChaosRun, Task<Tally>> Play)
{
    /// <summary>The short version, for a test: a new seed each time, which the message of a failure tells. Times are
    /// not judged, since tests have no machine to themselves.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="runs">The length.</param>
    /// <param name="isTimes">Whether times are all that it is about, and so it waits to be asked for.</param>
    public async Task Holds(Broker broker, int runs, bool isTimes = false)
    {
        Assert.SkipWhen(
            isTimes && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TRAINYARD_LONG")),
            "Takes times; set TRAINYARD_LONG to run it.");
        var said = new List<string>();
        var run = new ChaosRun(broker, runs, RandomNumberGenerator.GetInt32(int.MaxValue), line =>
        {
            lock (said) said.Add(line);
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        });
        run.Say($"{Name}: seed {run.Seed}");
        var tally = await Play(run);
        run.Say(tally.Line(Name, runs));
        Assert.True(
            tally.HoldsApartFromTime,
            $"{string.Join('\n', said)}\nAgain: tests/chaos.sh {Name} --runs {runs} --seed {run.Seed}");
    }
}
