using System.Globalization;
using CsCheck;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>What the played services make of a run.</summary>
internal enum Story
{
    /// <summary>All goes well.</summary>
    Succeeds,

    /// <summary>The data breaks a rule.</summary>
    DataRejected,

    /// <summary>The model is below its gate.</summary>
    ModelRejected,

    /// <summary>Training breaks on every attempt.</summary>
    Faults,

    /// <summary>Preparation breaks once, and is tried again.</summary>
    BreaksOnce,
}

/// <summary>One order of events.</summary>
/// <param name="Story">What the run is.</param>
/// <param name="Copies">How often each message is delivered to each queue.</param>
/// <param name="CancelAt">The move before which somebody cancels the run, if anybody does.</param>
/// <param name="Choices">What happens at each move: which of the things under way, oldest first, is next; or one of the
/// sweeps. After the last, the oldest is.</param>
internal sealed record Schedule(Story Story, int Copies, int? CancelAt, IReadOnlyList<int> Choices)
{
    /// <summary>The Pipeline service has died and is back: its sweeper sends all that is not known to be
    /// sent.</summary>
    public const int SagaSweep = -1;

    /// <summary>A while has passed: the sweepers of the workers publish replies that are not known to be
    /// published.</summary>
    public const int ReplySweep = -2;

    /// <summary>The run is asked to go on, as after a restart, also when it has ended.</summary>
    public const int Resume = -3;

    /// <summary>Somebody moves the alias of the run to an earlier version.</summary>
    public const int Promote = -4;

    /// <summary>The process of whatever worker has done its work next ends before that is stored.</summary>
    public const int Stop = -5;

    /// <summary>Other pipelines are asked for, under one idempotency key.</summary>
    public const int Ask = -6;

    /// <summary>The store is away: below it by as many as there are questions that fail.</summary>
    public const int Away = -100;

    /// <summary>The longest outage, in questions that fail.</summary>
    private const int LongestOutage = 25;

    private static readonly Gen<int> Order = Gen.Frequency((40, Gen.Int[0, 60]), (20, Gen.Const(0)));

    private static readonly Gen<int> Known = Gen.Frequency(
        (180, Order), (3, Gen.Const(SagaSweep)), (3, Gen.Const(ReplySweep)), (2, Gen.Const(Resume)),
        (2, Gen.Const(Stop)), (1, Gen.Const(Ask)));

    private static readonly Gen<int> Disturbed = Gen.Frequency(
        (60, Known), (1, Gen.Const(Promote)), (1, Gen.Int[Away - LongestOutage, Away - 1]));

    /// <summary>Schedules by chance: each message up to three times (a copy that comes late can hide what its first
    /// missed), in any order; every other run is cancelled, and of those and the others every other one meets moves of
    /// its alias and outages of the store.</summary>
    public static Gen<Schedule> Any { get; } = Gen.Select(
        Gen.Enum<Story>(), Gen.Int[1, 3], Gen.Int[-150, 150], Gen.Bool, Known.Array[0, 300], Disturbed.Array[0, 300],
        (story, copies, cancel, calm, known, disturbed) =>
            new Schedule(story, copies, cancel < 0 ? null : cancel / 4 * copies, calm ? known : disturbed));

    /// <summary>Whether the run may end otherwise than in order: it is cancelled, or its alias is moved by others, or
    /// the store is away for longer than its steps are tried again.</summary>
    public bool MayEndOtherwise =>
        CancelAt is not null || Choices.Any(choice => choice is Promote or < Away);

    /// <summary>The same run with each message once, in order, and nobody cancelling it.</summary>
    public Schedule InOrder => new(Story, Copies: 1, CancelAt: null, []);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Schedule Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int? cancel = null;
        var choices = new List<int>();
        foreach (var word in words.Skip(2))
        {
            var parts = word.Split(':');
            if (parts[0] == "cancel")
            {
                cancel = Number(parts[1]);
                continue;
            }

            while (choices.Count <= Number(parts[0])) choices.Add(0);
            choices[Number(parts[0])] = Number(parts[1]);
        }

        return new Schedule(Enum.Parse<Story>(words[0]), Number(words[1].TrimStart('x')), cancel, choices);

        static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
    }

    /// <summary>For example <c>Succeeds x3 cancel:17 4:12 9:-1</c>: at all other moves, the oldest is next.</summary>
    public override string ToString() => string.Join(' ',
    [
        Story.ToString(),
        $"x{Copies}",
        .. CancelAt is { } cancel ? [$"cancel:{cancel}"] : Array.Empty<string>(),
        .. Choices.Index().Where(choice => choice.Item != 0).Select(choice => $"{choice.Index}:{choice.Item}"),
    ]);

    /// <summary>Simpler schedules to try in place of this one, the simplest first.</summary>
    public IEnumerable<Schedule> Simpler()
    {
        if (CancelAt is not null)
            yield return this with { CancelAt = null };
        if (Copies > 1)
            yield return this with { Copies = Copies - 1 };
        for (var part = Choices.Count; part > 0; part /= 2)
        {
            for (var from = 0; from < Choices.Count; from += part)
            {
                var changed = Choices.Select((choice, at) => at >= from && at < from + part ? 0 : choice).ToList();
                if (!changed.SequenceEqual(Choices))
                    yield return this with { Choices = Trim(changed) };
            }
        }

        foreach (var (at, choice) in Choices.Index().Where(choice => choice.Item > 1))
        {
            yield return this with { Choices = [.. Choices.Take(at), choice / 2, .. Choices.Skip(at + 1)] };
            yield return this with { Choices = [.. Choices.Take(at), choice - 1, .. Choices.Skip(at + 1)] };
        }
    }

    private static List<int> Trim(List<int> choices)
    {
        choices.RemoveRange(choices.FindLastIndex(choice => choice != 0) + 1,
            choices.Count - choices.FindLastIndex(choice => choice != 0) - 1);
        return choices;
    }
}
