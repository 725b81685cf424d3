using System.Text;
using CsCheck;
using Trainyard.Contracts;
using Trainyard.Ingestion.FetchData.Words;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.Tests;

/// <summary>Words that a reader takes for one, or for a sign that there is none, are never words in silence.</summary>
public sealed class When_words_are_nearly_the_same : IDisposable
{
    private const int Rows = 60;

    private readonly Yard _yard = new();

    [Theory]
    [InlineData("small", "Small", "'Small'", "case")]
    [InlineData("very small", "very  small", @"'very \u0020small'", "blanks")]
    [InlineData("very small", "very\u00A0small", @"'very\u00A0small'", "blanks")]
    [InlineData("small", "sm\u200Ball", @"'sm\u200Ball'", "signs that nobody sees")]
    [InlineData("caf\u00E9", "cafe\u0301", @"'cafe\u0301'", "how letters are composed")]
    [InlineData("very small", "Very\u00A0small", @"'Very\u00A0small'", "case, blanks or signs")]
    public async Task Should_show_in_what_they_differ(string usual, string odd, string shown, string difference)
    {
        var said = Assert.Single(await Said([usual, usual, "large", odd]));

        Assert.Equal(4, said.Row);
        Assert.Contains(shown, said.Message, StringComparison.Ordinal);
        Assert.Contains($"(row 1) differ only in {difference}", said.Message, StringComparison.Ordinal);
        Assert.Empty(await Said(
            [usual, usual, "large", odd],
            $"schema: {{ x: {{ type: category, values: [large, \"{usual}\", \"{odd}\"] }}, y: category }}"));
    }

    [Theory]
    [InlineData("aB3x", "Ab3X", "q")]
    [InlineData("A+", "A-", "B")]
    [InlineData("None", "Gold", "Silver")]
    [InlineData("NA", "EU", "AS")]
    public async Task Should_leave_alone_what_may_be_meant(params string[] words) =>
        Assert.Empty(await Said(words));

    [Fact]
    public async Task Should_leave_names_alone() =>
        Assert.Empty(await Said([.. Enumerable.Range(0, Rows).Select(i =>
            $"{"aA"[i % 2]}{(char)('a' + (i / 2 % 26))}{(char)('a' + (i / 52))}")]));

    [Theory]
    [InlineData("NA", "yes", "no")]
    [InlineData("unknown", "Yes", "No")]
    [InlineData(".", "MALE", "FEMALE")]
    [InlineData("--", "red", "green", "blue")]
    [InlineData("N/A", "Gold", "Silver")]
    [InlineData("null", "Gold", "Silver")]
    [InlineData("NA", "yes")]
    [InlineData("NA")]
    public async Task Should_say_that_a_sign_may_mean_nothing(params string[] words)
    {
        var said = Assert.Single(await Said(words));

        Assert.Equal((1, words[0]), (said.Row, said.Observed));
        Assert.Contains("is a common sign of a missing value", said.Message, StringComparison.Ordinal);
        Assert.Empty(await Said(words, "schema: { x: category, y: category }"));
        if (words.Length > 1)
            Assert.Empty(await Said(words, nulls: words[0]));
    }

    [Fact]
    public async Task Should_say_which_columns_are_empty()
    {
        var said = Assert.Single(await Said([""]));

        Assert.Contains("column x has no value in any row", said.Message, StringComparison.Ordinal);
        Assert.Contains("ignore: [x]", said.Message, StringComparison.Ordinal);
    }

    /// <summary>However a word is disturbed where nobody looks, its fold stays and what is shown differs.</summary>
    [Fact]
    public void Should_find_any_disturbed_word() => Gen.Select(
        Gen.String[Gen.Char["abcxyz é"], 2, 12], Gen.Int[1, 11], Gen.Int[0, 3])
        .Sample((word, at, which) =>
        {
            var hidden = new[] { "\u200B", "\u00AD", "\u2060", "\uFE0F" }[which];
            var odd = word.Insert(Math.Min(at, word.Length - 1), hidden);
            var (one, other) = (Seen(word), Seen(odd));
            Assert.Equal(WordForms.Fold(one), WordForms.Fold(other));
            var (left, right) = WordForms.Apart(one, other);
            Assert.NotEqual(left, right);
            Assert.DoesNotContain(hidden, right, StringComparison.Ordinal);
        });

    [Fact]
    public async Task Should_name_the_usual_name_that_a_row_lacks()
    {
        var lines = Enumerable.Range(1, Rows).Select(i =>
            $$"""{"{{(i == 17 ? "width_" : "width")}}": {{i}}, "z": {{i % 7}}, "y": "{{"ab"[i % 2]}}"}""");

        var said = Assert.Single(await Fetch("json_lines", string.Join('\n', lines)));

        Assert.Equal(("width_", 17L), (said.Column, said.Row));
        Assert.Contains("in 1 of 60 rows, and this row does not have 'width'", said.Message, StringComparison.Ordinal);
        Assert.Contains("ignore: [width_]", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_leave_rare_names_alone_that_stand_beside_the_others()
    {
        var lines = Enumerable.Range(1, Rows).Select(i =>
            $$"""{"width": {{i}}, {{(i == 17 ? "\"width2\": 5," : "")}} "y": "{{"ab"[i % 2]}}"}""");

        Assert.Empty(await Fetch("json_lines", string.Join('\n', lines)));
    }

    public void Dispose() => _yard.Dispose();

    private static SeenWord Seen(string word) => new(word, word, 1, 1);

    private Task<IReadOnlyList<Finding>> Said(string[] words, string schema = "", string? nulls = null)
    {
        var text = new StringBuilder("x,w,y\n");
        for (var i = 0; i < Rows; i++)
            text.Append($"{words[i % words.Length]},{i}.5,{"ab"[i % 2]}\n");
        if (schema.Length > 0)
            schema = schema.Replace("y: category", "\"y\": category, w: number", StringComparison.Ordinal);
        return Fetch("csv", text.ToString(), schema, nulls is null ? "" : $", null_values: [\"{nulls}\"]");
    }

    private async Task<IReadOnlyList<Finding>> Fetch(string kind, string text, string schema = "", string options = "")
    {
        _yard.Write("t", Encoding.UTF8.GetBytes(text));
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ {kind}: t{options} }}\n{schema}\n"
            + "target: { column: y, positive: b, task: binary }\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(' ', read.Problems.Select(problem => problem.Message)));
        return Yard.As<DataFetched>(await _yard.Fetch(read.Definition)).Warnings;
    }
}
