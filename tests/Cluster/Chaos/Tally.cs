using System.Globalization;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>What a scenario counted, in the order in which its closing line tells it.</summary>
internal sealed class Tally
{
    private readonly List<string> _words = [];

    /// <summary>Whether all that must be zero is, and every other condition is met.</summary>
    public bool Holds { get; private set; } = true;

    /// <summary>The same but for figures of time, which say nothing on a machine that does other things too.</summary>
    public bool HoldsApartFromTime { get; private set; } = true;

    /// <summary>A count that may be anything.</summary>
    public Tally Count(string name, long count) => Fact(string.Create(CultureInfo.InvariantCulture, $"{name} {count}"));

    /// <summary>A count that must be zero.</summary>
    public Tally Zero(string name, long count) =>
        Fact(string.Create(CultureInfo.InvariantCulture, $"{name} {count}"), count == 0);

    /// <summary>Anything else, in the words of the closing line, and whether it is as it must be.</summary>
    public Tally Fact(string words, bool holds = true)
    {
        _words.Add(words);
        Holds &= holds;
        HoldsApartFromTime &= holds;
        return this;
    }

    /// <summary>A figure of time, and whether it meets its target.</summary>
    public Tally Target(string words, bool isMet)
    {
        _words.Add(words);
        Holds &= isMet;
        return this;
    }

    /// <summary>The same for words that come with their verdict.</summary>
    public Tally Fact((string Words, bool Holds) fact) => Fact(fact.Words, fact.Holds);

    /// <summary>The closing line, for example <c>kill-services: runs 1000 lost 0 twice 0 torn 0</c>.</summary>
    public string Line(string scenario, int runs) => $"{scenario}: {string.Join(' ', _words.Prepend($"runs {runs}"))}";
}
