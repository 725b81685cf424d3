using CsCheck;

using Trainyard.Features.Fitting;
using Trainyard.Features.Tables;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tests;

/// <summary>Features that nobody named, beside columns that are called as they would be.</summary>
public sealed class When_names_clash
{
    private const int Rows = 12;

    private static readonly Gen<(string Name, ColumnType Type)[]> Columns = Gen.Select(
        Gen.OneOf(
            "t", "t_hour", "t_hour_2", "t_month", "t_day_of_week", "t_hour_hour", "t_month_2", "t_hour_2_2", "T_hour"),
        Gen.OneOf(ColumnType.Timestamp, ColumnType.Date, ColumnType.Number, ColumnType.Category))
        .Array[1, 9]
        .Select(drawn => drawn.DistinctBy(column => column.Item1).ToArray());

    [Fact]
    public void Should_give_each_feature_a_name_of_its_own_and_leave_columns_theirs() => Columns.Sample(columns =>
    {
        var table = new Table([Target(), .. columns.Select(Column)], Rows);

        var fitting = FeatureFitter.Fit(RandomTables.Definition() with { Target = Judged() }, table, seed: 1);

        Assert.Empty(fitting.Problems);
        var outputs = fitting.Features!.Outputs;
        Assert.Equal(outputs.Count, outputs.DistinctBy(output => output.Name).Count());
        // A plain column is the feature of its name, and no part of a date is.
        var matrix = fitting.MakeTrainingMatrix(table);
        foreach (var (name, type) in columns)
        {
            if (type == ColumnType.Number)
                Assert.Equal(
                    Enumerable.Range(0, Rows).Select(row => (float)row),
                    matrix.Columns.Single(column => column.Name == name).Values.ToArray());
            if (type is ColumnType.Timestamp or ColumnType.Date)
                Assert.DoesNotContain(name, outputs.Select(output => output.Name));
        }

        SameBits.Assert(fitting.Features, table, fitting.Features.Apply(table));
    }, iter: 300);

    private static Pipelines.Definition.TargetDefinition Judged() =>
        new() { Name = "y", Task = Metrics.LearningTask.Binary };

    private static NumberColumn Target() => NumberColumn.Of(
        "y", ColumnType.Integer, Enumerable.Range(0, Rows).Select(row => (double)(row % 2)).ToArray());

    private static TableColumn Column((string Name, ColumnType Type) column) => column.Type == ColumnType.Category
        ? WordColumn.Of(column.Name, column.Type, [.. Enumerable.Range(0, Rows).Select(row => $"w{row % 3}")])
        : NumberColumn.Of(
            column.Name, column.Type,
            Enumerable.Range(0, Rows).Select(row => column.Type == ColumnType.Number ? row : row * 4e12).ToArray());
}
