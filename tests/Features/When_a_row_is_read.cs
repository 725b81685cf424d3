using System.Text.Json;
using System.Text.RegularExpressions;
using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tests;

public sealed class When_a_row_is_read
{
    private const string Good =
        """
        {"carat": 0.3, "count": 4, "certified": true, "cut": "Ideal", "sold": "2001-05-31",
         "seen": "2001-05-31T13:30:15.5"}
        """;

    private static readonly FittedFeatures Features = Fit();

    [Fact]
    public void Should_take_every_type()
    {
        var cells = new Cell[6];

        Assert.Empty(Read(Good, cells));

        Assert.Equal(
            [
                Cell.Of(0.3), Cell.Of(4), Cell.Of(1.0), Cell.Of("Ideal"),
                Cell.Of(991_267_200_000_000), Cell.Of(991_315_815_500_000),
            ],
            cells);
    }

    [Theory]
    [InlineData("0.3", "\"0.3\"")]
    [InlineData("0.3", "\" +3e-1 \"")]
    [InlineData("4", "\"4\"")]
    [InlineData("4", "4.0")]
    [InlineData("true", "1")]
    [InlineData("true", "\"Yes\"")]
    [InlineData("true", "\"T\"")]
    [InlineData("\"2001-05-31\"", "\"2001-05-31T00:00:00\"")]
    [InlineData("13:30:15.5", "13:30:15.500000")]
    public void Should_take_other_ways_to_say_the_same(string good, string other)
    {
        var (cells, same) = (new Cell[6], new Cell[6]);

        Assert.Empty(Read(Good, cells));
        var index = Good.IndexOf(good, StringComparison.Ordinal);
        Assert.Empty(Read(string.Concat(Good.AsSpan(0, index), other, Good.AsSpan(index + good.Length)), same));

        Assert.Equal(cells, same);
    }

    [Fact]
    public void Should_take_null_as_missing()
    {
        var cells = new Cell[6];

        Assert.Empty(Read(Good.Replace("0.3", "null", StringComparison.Ordinal), cells));

        Assert.True(cells[0].IsMissing);
    }

    [Theory]
    [InlineData("\"carat\": 0.3, ", "", "carat: Column 'carat' is missing; give null where the value is not known.")]
    [InlineData("0.3", "\"0,3\"", "carat: Column 'carat' wants a number, not \"0,3\".")]
    [InlineData("0.3", "\"NA\"",
        "carat: Column 'carat' wants a number, not \"NA\". Give null where the value is not known.")]
    [InlineData("0.3", "true", "carat: Column 'carat' wants a number, not true.")]
    [InlineData("4", "\"4.5\"", "count: Column 'count' wants a whole number, not \"4.5\".")]
    [InlineData("4", "9007199254740993",
        "count: Column 'count' wants a whole number from -2^53 to 2^53, not 9007199254740993.")]
    [InlineData("4", "\"9007199254740993\"",
        "count: Column 'count' wants a whole number from -2^53 to 2^53, not \"9007199254740993\".")]
    [InlineData("4", "\"\"", "count: Column 'count' must have a value; an empty word is none.")]
    [InlineData("0.3", "1e999", "carat: Column 'carat' wants a number, not 1e999.")]
    [InlineData("0.3", "[0.3]", "carat: Column 'carat' wants a number, not an array.")]
    [InlineData("4", "4.5", "count: Column 'count' wants a whole number, not 4.5.")]
    [InlineData("4", "9007199254740994",
        "count: Column 'count' wants a whole number from -2^53 to 2^53, not 9007199254740994.")]
    [InlineData("4", "null", "count: Column 'count' must have a value; null is not allowed.")]
    [InlineData("true", "2", "certified: Column 'certified' wants true or false, not 2.")]
    [InlineData("true", "\"perhaps\"", "certified: Column 'certified' wants true or false, not \"perhaps\".")]
    [InlineData("\"2001-05-31\"", "\"2001-05-31T10:00\"",
        "sold: Column 'sold' wants a date such as \"2001-05-31\", not \"2001-05-31T10:00\".")]
    [InlineData("\"2001-05-31\"", "20010531", "sold: Column 'sold' wants a date such as \"2001-05-31\", not 20010531.")]
    [InlineData("13:30:15.5", "13:30:00+02:00",
        "seen: Column 'seen' wants a time without a zone such as \"2001-05-31T13:30:00\", not *.")]
    [InlineData("\"Ideal\"", "7", "cut: Column 'cut' wants a word in quotes, not 7.")]
    [InlineData("\"2001-05-31\"", "\"31.5.2001\"",
        "sold: Column 'sold' wants a date such as \"2001-05-31\", not \"31.5.2001\".")]
    [InlineData("13:30:15.5", "25:30:00",
        "seen: Column 'seen' wants a time without a zone such as \"2001-05-31T13:30:00\", not *.")]
    [InlineData("\"cut\"", "\"Cutt\"",
        "cut: Column 'cut' is missing; give null where the value is not known. The row has 'Cutt'.")]
    [InlineData("\"carat\"", "\"carat\": 1, \"carat\"", "carat: Column 'carat' is given twice.")]
    public void Should_name_what_is_wrong(string good, string bad, string problems)
    {
        var index = Good.IndexOf(good, StringComparison.Ordinal);
        var row = string.Concat(Good.AsSpan(0, index), bad, Good.AsSpan(index + good.Length));

        var pattern = string.Join(".*", problems.Split('*').Select(Regex.Escape));
        var found = string.Join('|', Read(row, new Cell[6]).Select(p => $"{p.Column}: {p.Message}"));
        Assert.Matches($"^{pattern}$", found);
    }

    [Theory]
    [InlineData("[1, 2]", "an array")]
    [InlineData("12", "12")]
    public void Should_want_an_object(string json, string found)
    {
        var problem = Assert.Single(Read(json, new Cell[6]));

        Assert.Equal($"A row is a JSON object of columns and values, not {found}.", problem.Message);
    }

    private static IReadOnlyList<RowProblem> Read(string json, Span<Cell> cells)
    {
        using var document = JsonDocument.Parse(json);
        return Features.ReadRow(document.RootElement, cells);
    }

    private static FittedFeatures Fit()
    {
        var table = new Table(
            [
                NumberColumn.Of("carat", ColumnType.Number, new[] { 1.0, 2 }),
                NumberColumn.Of("count", ColumnType.Integer, new[] { 1.0, 2 }),
                NumberColumn.Of("certified", ColumnType.Boolean, new[] { 1.0, 0 }),
                WordColumn.Of("cut", ColumnType.Category, ["Ideal", "Fair"]),
                NumberColumn.Of("sold", ColumnType.Date, new[] { 0.0, 1 }),
                NumberColumn.Of("seen", ColumnType.Timestamp, new[] { 0.0, 1 }),
                NumberColumn.Of("price", ColumnType.Number, new[] { 10.0, 20 }),
            ],
            rows: 2);
        var definition = RandomTables.Definition() with
        {
            Target = new TargetDefinition { Name = "price", Task = LearningTask.Regression },
            Schema = [new ColumnDefinition { Name = "count", Type = ColumnType.Integer, Nullable = false }],
        };
        var fitting = FeatureFitter.Fit(definition, table, seed: 1);
        Assert.Empty(fitting.Problems);
        return fitting.Features!;
    }
}
