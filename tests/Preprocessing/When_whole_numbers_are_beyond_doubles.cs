using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Preprocessing.PrepareData;

namespace Trainyard.Preprocessing.Tests;

public sealed class When_whole_numbers_are_beyond_doubles : IDisposable
{
    private readonly Snapshots _snapshots = new();

    private static readonly PipelineDefinition Definition =
        Snapshots.Definition(
            Snapshots.Column("y", LearningTask.Regression), new TimeSplit { Column = "time", HeldOut = 0.2 })
        with { Features = [new NumericFeatures { Columns = ["x"] }] };

    public static TheoryData<string> Numbers => ["9223372036854775807", "9007199254740993", "-9007199254740993",
        "18446744073709551615"];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Should_learn_the_same_whatever_the_held_out_part_has(string number)
    {
        var plain = Prepare(Definition, "i * 1000");
        var odd = Prepare(Definition, $"(CASE WHEN i = 999 THEN {number}::HUGEINT ELSE i * 1000 END)::{Type(number)}");

        Assert.Empty(odd.Findings);
        Assert.Equal(plain.Data!.Features.Write(), odd.Data!.Features.Write());
        Assert.Equal(
            plain.Data.Training.Columns[0].Values.ToArray(), odd.Data.Training.Columns[0].Values.ToArray());
        Assert.Contains(odd.Warnings, w => w is { Column: "x", Observed: "1 rows" });
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Should_refuse_a_few_among_many_amounts_unless_cleaning_drops_them(string number)
    {
        var x = $"(CASE WHEN i % 100 = 7 THEN {number}::HUGEINT ELSE i * 1000 END)::{Type(number)}";

        var refused = Assert.Single(Prepare(Definition, x).Findings);
        var cleaned = Prepare(
            Definition with { Cleaning = [new KeepWhere { Condition = "abs(x) < 1000000000" }] }, x);

        Assert.Equal(("schema", "x"), (refused.Rule, refused.Column));
        Assert.Contains("keep_where", refused.Message, StringComparison.Ordinal);
        Assert.Empty(cleaned.Findings);
    }

    [Theory]
    [InlineData("9007199254740993 + hash(i) % 50")]
    [InlineData("9007199254740993 + i")]
    [InlineData("CASE WHEN i % 50 = 3 THEN 9007199254740993 ELSE i % 8 END")]
    public void Should_take_ids_as_words(string x)
    {
        var definition = Definition with { Features = [new CategoryFeatures { Columns = ["x"] }] };

        var prepared = Prepare(definition, $"({x})::BIGINT");

        Assert.Empty(prepared.Findings);
        Assert.Equal(ColumnType.Category, prepared.Data!.Features.Inputs[0].Type);
        Assert.Contains(prepared.Warnings, w => w.Column == "x");
    }

    [Fact]
    public void Should_say_with_a_rejection_what_was_warned_about_before()
    {
        var result = Prepare(
            Definition with { Cleaning = [new KeepWhere { Condition = "x < 3" }] }, "9007199254740993 + i");

        Assert.Equal("cleaning", Assert.Single(result.Findings).Rule);
        Assert.Equal("x", Assert.Single(result.Warnings).Column);
    }

    private static string Type(string number) =>
        number.StartsWith("18", StringComparison.Ordinal) ? "UBIGINT" : "BIGINT";

    private PreparationResult Prepare(PipelineDefinition definition, string x) => Preparation.Run(
        definition,
        _snapshots.Of(
            $"""
            SELECT TIMESTAMP '2001-01-01' + INTERVAL (i) MINUTE AS time, {x} AS x, i + 0.5 AS y
            FROM range(1000) AS t(i)
            """),
        seed: 1);

    public void Dispose() => _snapshots.Dispose();
}
