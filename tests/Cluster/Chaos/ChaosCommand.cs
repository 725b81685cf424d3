using System.Globalization;
using System.Security.Cryptography;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>Lists the scenarios, or plays one at its full length: <c>[SCENARIO [--runs N] [--seed S]]</c>.</summary>
internal static class ChaosCommand
{
    private const int HasHeld = 0, WasWrong = 1, HasNotHeld = 2;

    public static async Task<int> Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            foreach (var known in Scenarios.All)
                Console.WriteLine($"{known.Name,-18} {known.About} ({known.Runs})");
            return HasHeld;
        }

        if (Scenarios.All.FirstOrDefault(known => known.Name == arguments[0]) is not { } scenario)
        {
            var names = string.Join(", ", Scenarios.All.Select(known => known.Name));
            return Wrong($"There is no scenario '{arguments[0]}'. There is {names}.");
        }

        var (runs, seed) = (scenario.Runs, RandomNumberGenerator.GetInt32(int.MaxValue));
        for (var at = 1; at < arguments.Length; at += 2)
        {
            var isNumber = int.TryParse(
                arguments.ElementAtOrDefault(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (arguments[at])
            {
                case "--runs" when isNumber && number > 0:
                    runs = number;
                    break;
                case "--seed" when isNumber:
                    seed = number;
                    break;
                default:
                    var rest = string.Join(' ', arguments[at..]);
                    return Wrong($"'{rest}' is not understood: [--runs N] [--seed S], whole numbers.");
            }
        }

        return await Play(scenario, runs, seed);
    }

    private static async Task<int> Play(Scenario scenario, int runs, int seed)
    {
        Console.WriteLine($"{scenario.Name}: {scenario.About}; seed {seed}");
        using var broker = new Broker();
        var tally = await scenario.Play(new ChaosRun(broker, runs, seed, Console.WriteLine));
        Console.WriteLine(tally.Line(scenario.Name, runs));
        return tally.Holds ? HasHeld : HasNotHeld;
    }

    private static int Wrong(string words)
    {
        Console.Error.WriteLine(words);
        return WasWrong;
    }
}
