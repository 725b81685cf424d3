using System.Text.Json;
using Trainyard.Features.Fitting;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Quality;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Features.Tests;

/// <summary>What the pipeline file allows in its data it allows in rows of requests, and with the same end.</summary>
public sealed class When_a_value_breaks_a_rule
{
    [Theory]
    [InlineData("""{"size": 5, "count": "3", "ok": true}""", "")]
    [InlineData("""{"size": -1, "count": 3, "ok": true}""",
        "False Column 'size' goes from 0 to 10 by the schema of the pipeline, and is -1.")]
    [InlineData("""{"size": "8,5", "count": 3, "ok": 1}""",
        "True Column 'size' goes up to 8 by a quality rule of the pipeline, and is \"8,5\".")]
    [InlineData("""{"size": 9.5, "count": 3, "ok": true}""",
        "True Column 'size' goes up to 8 by a quality rule of the pipeline, and is 9.5.|"
        + "False Column 'size' goes up to 9 by a quality rule of the pipeline, and is 9.5.")]
    [InlineData("""{"size": 1, "count": "03", "ok": "no"}""",
        "True Column 'ok' is one of true by a quality rule of the pipeline, not \"no\".")]
    [InlineData("""{"size": 1, "count": 4, "ok": "yes"}""",
        "False Column 'count' is one of 1, 2, 3 by a quality rule of the pipeline, not 4.")]
    [InlineData("""{"size": null, "count": "", "ok": null}""", "")]
    public void Should_refuse_or_warn_as_the_file_says(string json, string problems)
    {
        var features = Fit();
        using var row = JsonDocument.Parse(json);

        var found = features.Features!.ReadRow(row.RootElement, new Cell[3]);

        Assert.Equal(problems, string.Join('|', found.Select(p => $"{p.IsWarning} {p.Message}")));
    }

    [Fact]
    public void Should_warn_of_a_number_that_means_in_the_source_that_it_is_missing()
    {
        using var row = JsonDocument.Parse("""{"size": 1, "count": -9, "ok": null}""");
        var cells = new Cell[3];

        var found = Fit(new CsvSource { Path = "x", NullValues = ["-9"] }, rules: false).Features!
            .ReadRow(row.RootElement, cells);

        Assert.True(Assert.Single(found).IsWarning);
        Assert.Equal(Cell.Of(-9), cells[1]);
    }

    [Fact]
    public void Should_take_such_a_number_as_missing_where_the_source_says_its_numbers_so_too()
    {
        using var row = JsonDocument.Parse("""{"size": -9.0, "count": -9, "ok": true}""");
        var cells = new Cell[3];

        var found = Fit(new JsonLinesSource { Path = "x", NullValues = ["-9"] }, rules: false).Features!
            .ReadRow(row.RootElement, cells);

        Assert.Empty(found);
        Assert.True(cells[0].IsMissing && cells[1].IsMissing);
    }

    private static FeatureFitting Fit(SourceDefinition? source = null, bool rules = true) => FeatureFitter.Fit(
        new PipelineDefinition
        {
            Name = "rules",
            Source = source ?? new CsvSource { Path = "x", Decimal = "," },
            Schema = [new() { Name = "size", Type = ColumnType.Number, Min = 0, Max = 10 }],
            Quality = rules
                ?
                [
                    new RangeRule { Column = "size", Max = 8, Otherwise = Otherwise.Warn },
                    new RangeRule { Column = "size", Max = 9 },
                    new ValuesRule { Column = "count", Allowed = ["1", "2", "3"] },
                    new ValuesRule { Column = "ok", Allowed = ["true"], Otherwise = Otherwise.Warn },
                ]
                : [],
            Target = new TargetDefinition { Name = "y", Task = LearningTask.Binary },
            Split = new RandomSplit(),
            Features = [new NumericFeatures { Columns = ["size", "count", "ok"] }],
            Train = new LightGbmTrainer(),
        },
        new Table(
            [
                NumberColumn.Of("size", ColumnType.Number, new[] { 1.0, 2 }),
                NumberColumn.Of("count", ColumnType.Integer, new[] { 1.0, 2 }),
                NumberColumn.Of("ok", ColumnType.Boolean, new[] { 1.0, 0 }),
                NumberColumn.Of("y", ColumnType.Integer, new[] { 0.0, 1 }),
            ],
            rows: 2),
        seed: 1);
}
