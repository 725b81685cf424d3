using CsCheck;
using Trainyard.Pipelines.Tests.Published;
using Trainyard.Support;

namespace Trainyard.Pipelines.Tests;

public sealed class When_files_are_damaged_by_chance
{
    private static readonly string[] Texts = [.. Samples.Names.Select(row => Samples.Text(row.Data))];

    private static readonly Gen<string> Bits = Gen.OneOf(
        ":", ": ", "-", "- ", "\n", "\t", " ", "  ", "[", "]", "{", "}", ",", "#", "&a ", "*a", "!x ", "|\n", ">\n",
        "'", "\"", "`", "%", "@", "?", "? ", "---\n", "...\n", "<<: ", "null", "~", "1e999", "${", "${A}", "\0",
        "\uFEFF", "é", "\\", "delay", "0x1");

    private static readonly Gen<string> Damaged = Gen.OneOf(Texts).SelectMany(text =>
        Gen.Select(Gen.Int[0, text.Length], Gen.Int[0, 40], Bits).Array[1, 4].Select(damages =>
            damages.Aggregate(text, (t, d) =>
            {
                var at = Math.Min(d.Item1, t.Length);
                return t[..at] + d.Item3 + t[Math.Min(t.Length, at + d.Item2)..];
            })));

    private static readonly Gen<(string Path, string Value)> Override = Gen.Select(
        Gen.OneOf<string>(
            Gen.OneOf(
                "train", "gate", "features[0]", "source", "schema", "split", "deploy", "features", "a").SelectMany(
                head => Gen.OneOf(
                    "", ".x", "[0]", ".columns", ".numeric.scale", ".auc", ".delay.min").Select(tail => head + tail)),
            Gen.String[0, 6]),
        Gen.OneOf<string>(
            Gen.OneOf("1", "[a]", "{ a: b }", "lightgbm", "null", "", ">= 1", "[", "${"), Gen.String[0, 4]));

    [Fact]
    public void Should_answer_with_problems_inside_the_file_or_a_definition() =>
        Damaged.Sample(Check, iter: Fuzz.Cases(within: 1000));

    [Fact]
    public void Should_answer_for_any_text() =>
        Gen.OneOf<string>(Gen.String, Bits.Array[0, 40].Select(string.Concat))
            .Sample(Check, iter: Fuzz.Cases(within: 1000));

    [Fact]
    public void Should_answer_for_a_file_as_large_as_it_may_be()
    {
        var declared = string.Join(", ", Enumerable.Range(0, 15_000).Select(i => $"column{i}: number"));
        var named = string.Join(", ", Enumerable.Range(0, 15_000).Select(i => $"kolumn{i}"));
        var result = PipelineFile.Read($$"""
            pipeline: large
            source: { csv: a.csv }
            schema: { {{declared}} }
            target: { column: column0, task: regression }
            features: [{ numeric: [{{named}}] }]
            train: sdca
            """);
        Assert.Equal(200, result.Problems.Count);
        Assert.Contains("Did you mean 'column0'?", result.Problems[0].Message);
        Assert.Equal("There are more problems than these.", result.Problems[^1].Message);
    }

    [Fact]
    public void Should_answer_for_an_expression_as_deep_as_it_may_be()
    {
        var deep = Enumerable.Range(0, 60).Aggregate("a > 1", (inner, _) => $"({inner}) = (a > 2)");
        var result = PipelineFile.Read($$"""
            pipeline: deep
            source: { csv: a.csv }
            schema: { a: number }
            target: { deep: {{deep}}, task: binary }
            train: sdca
            """);
        Assert.Empty(result.Problems);
    }

    [Fact]
    public void Should_answer_for_any_bytes() => Gen.Byte.Array[0, 60].Sample(
        bytes => PipelineFile.Read(bytes).Definition is null, iter: Fuzz.Cases(within: 1000));

    [Fact]
    public void Should_answer_for_any_override() => Override.Array[1, 3].Sample(
        overrides =>
        {
            var distinct = overrides.DistinctBy(o => o.Path).ToDictionary(o => o.Path, o => o.Value);
            Check(PipelineFile.Read(Texts[0], distinct), Texts[0]);
        },
        iter: Fuzz.Cases(within: 1000));

    private static void Check(string text)
    {
        var result = PipelineFile.Read(text);
        Check(result, text);

        // An editor never underlines what a run accepts.
        if (result.Definition is not null) Assert.True(SchemaCheck.Published.Accepts(text), text);
    }

    private static void Check(PipelineParseResult result, string text)
    {
        Assert.Equal(result.Problems.Count == 0, result.Definition is not null);
        var lines = text.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029') + 1;
        foreach (var problem in result.Problems)
        {
            Assert.InRange(problem.Line, 1, lines);
            Assert.True(problem.Column >= 1, problem.ToString());
            Assert.NotEmpty(problem.Message);
        }

        if (result.Definition is not { } definition) return;
        var bytes = PipelineJson.Write(definition);
        Assert.Equal(bytes, PipelineJson.Write(PipelineJson.Read(bytes)));
    }
}
