using CsCheck;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Pipelines.Tests;

public sealed class When_a_name_is_misspelt
{
    private static readonly Gen<string> Word = Gen.Char["abc"].Array[1, 12].Select(letters => new string(letters));

    [Fact]
    public void Should_find_the_candidate_with_the_fewest_mistakes() =>
        Gen.Select(Word, Word.Array[0, 8]).Sample(
            (word, candidates) => Assert.Equal(Plain(word, candidates), Spelling.Nearest(word, candidates)),
            iter: Fuzz.Cases(within: 5000));

    /// <summary>Whoever asks chooses all the names.</summary>
    [Fact]
    public void Should_compare_no_more_than_there_is_work_for_in_one_answer() =>
        Gen.Select(Gen.Int[80, 100], Gen.Int[0, 40]).Sample(
            (length, alike) =>
            {
                var suggestions = new Suggestions();
                var names = Enumerable.Range(0, 2000)
                    .Select(n => new string('a', alike)
                        + $"{n * 7919L:X}".PadRight(length - alike, (char)('b' + (n % 9))))
                    .ToList();
                var said = Enumerable.Range(0, 200)
                    .Select(n => suggestions.Suggest(new string('z', n % 3) + new string('x', length - 2), names))
                    .ToList();

                Assert.InRange(suggestions.Work, 1, Suggestions.MostWork + 1000);
                Assert.All(said, text => Assert.InRange(text.Length, 1, 25 * (FindingList.LongestValue + 3)));
                Assert.Single(said, text => text.Length > 500);
            },
            iter: Fuzz.Cases(within: 10), threads: 1);

    [Fact]
    public void Should_suggest_nothing_once_the_work_is_spent()
    {
        var suggestions = new Suggestions(most: 200);

        Assert.Equal("delay", suggestions.Nearest("dely", ["delay"]));
        Assert.Null(suggestions.Nearest("dely", Enumerable.Repeat("something", 100).Append("delay")));
        Assert.Null(suggestions.Nearest("dely", ["delay"]));
    }

    private static string? Plain(string word, string[] candidates) => candidates
        .Select(other => (Other: other, Mistakes: Mistakes(word, other)))
        .Where(c => c.Mistakes < c.Other.Length
            && (c.Mistakes <= Math.Max(1, Math.Max(word.Length, c.Other.Length) / 3) || Begins(word, c.Other)))
        .OrderBy(c => c.Mistakes).Select(c => c.Other).FirstOrDefault();

    private static bool Begins(string a, string b) =>
        Math.Min(a.Length, b.Length) >= 3
        && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));

    private static int Mistakes(string a, string b)
    {
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                costs[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                        1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
            }
        }

        return costs[a.Length, b.Length];
    }
}
