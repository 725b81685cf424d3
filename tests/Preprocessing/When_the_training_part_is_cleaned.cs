using Trainyard.Features.Tables;
using Trainyard.Pipelines.Definition;
using Trainyard.Preprocessing.PrepareData;

namespace Trainyard.Preprocessing.Tests;

public sealed class When_the_training_part_is_cleaned
{
    private static readonly Table Dirty = new(
        [
            NumberColumn.Of("x", ColumnType.Number, new[] { 1.0, double.NaN, 1, 5, -0.0, 0, double.NaN }),
            WordColumn.Of("word", ColumnType.Category, ["a", "b", "a", null, "z", "z", "b"]),
        ],
        rows: 7);

    [Fact]
    public void Should_drop_rows_that_lack_a_value()
    {
        Assert.Equal("1 a|1 a|-0 z|0 z", Clean(new DropMissing()));
        Assert.Equal("1 a|1 a|5 |-0 z|0 z", Clean(new DropMissing { Columns = ["x"] }));
    }

    [Fact]
    public void Should_keep_the_first_of_equal_rows()
    {
        Assert.Equal("1 a| b|5 |-0 z", Clean(new DropDuplicates()));
        Assert.Equal("1 a| b|5 |-0 z", Clean(new DropDuplicates { Columns = ["word"] }));
    }

    [Fact]
    public void Should_drop_rows_for_which_a_condition_does_not_hold() =>
        Assert.Equal("1 a|1 a", Clean(new KeepWhere { Condition = "x > 0 and word != 'z'" }));

    [Fact]
    public void Should_put_values_outside_the_limits_on_them() =>
        Assert.Equal("1 a| b|1 a|2 |0.5 z|0.5 z| b", Clean(new Clip { Column = "x", Min = 0.5, Max = 2 }));

    [Fact]
    public void Should_take_one_step_after_the_other() => Assert.Equal(
        "1 a|0 z", Clean(new DropMissing(), new Clip { Column = "x", Min = 0 }, new DropDuplicates()).Replace(
            "-0", "0", StringComparison.Ordinal));

    private static string Clean(params CleaningStep[] steps)
    {
        var table = Cleaning.Apply(steps, Dirty);
        return string.Join('|', Enumerable.Range(0, table.Rows).Select(row =>
            $"{table.Columns[0][row].ToText(ColumnType.Number)} {table.Columns[1][row].Word}"));
    }
}
