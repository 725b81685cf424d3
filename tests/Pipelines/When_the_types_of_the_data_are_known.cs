using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Rules;

namespace Trainyard.Pipelines.Tests;

/// <summary>What data turned out to hold is held against the same rules as what a schema says.</summary>
public sealed class When_the_types_of_the_data_are_known
{
    private const string Beginning =
        "pipeline: t\nsource: { csv: t.csv }\ntarget: { column: y, task: binary }\ntrain: lightgbm\n";

    private static readonly string[] Parts =
    [
        "features: [ { numeric: [c] } ]",
        "features: [ { categories: [c] } ]",
        "features: [ { cross: { columns: [c, w] } } ]",
        "features: [ { date_parts: { column: c, parts: [month] } } ]",
        "features: [ { date_parts: { column: c, parts: [hour, month] } } ]",
        "features: [ { expression: { twice: c * 2 } } ]",
        "features: [ { expression: { same: \"coalesce(c, w)\" } } ]",
        "clean: [ { clip: { column: c, min: 0 } } ]",
        "clean: [ { keep_where: c > 2 } ]",
        "clean: [ { keep_where: c < '2001-05-01' } ]",
        "clean: [ { keep_where: c } ]",
        "split: { by: time, column: c, held_out: 0.2 }",
        "split: { by: stratified, column: c }",
    ];

    public static TheoryData<string, ColumnType> Pairs =>
        new(from part in Parts from type in Enum.GetValues<ColumnType>() select (part, type));

    [Theory, MemberData(nameof(Pairs))]
    public void Should_say_of_a_column_what_is_said_of_a_schema(string part, ColumnType type)
    {
        var declared = PipelineFile.Read(
            $"{Beginning}schema: {{ c: {type.ToString().ToLowerInvariant()}, w: category, y: category }}\n{part}\n");
        var open = PipelineFile.Read($"{Beginning}{part}\n");
        Assert.NotNull(open.Definition);

        var problems = DataRules.Check(
            open.Definition,
            new Dictionary<string, ColumnType>
            {
                ["c"] = type, ["w"] = ColumnType.Category, ["y"] = ColumnType.Category,
            });

        var said = problems.Select(problem => problem.Message).ToList();
        Assert.Equal(declared.Problems.Count, said.Count);
        Assert.All(declared.Problems, problem => Assert.Contains(
            said, message => message.EndsWith(problem.Message, StringComparison.Ordinal)));
    }

    [Fact]
    public void Should_say_nothing_of_a_column_that_may_be_anything()
    {
        foreach (var part in Parts)
        {
            var definition = PipelineFile.Read($"{Beginning}{part}\n").Definition!;

            Assert.Empty(DataRules.Check(definition, new Dictionary<string, ColumnType>()));
        }
    }
}
