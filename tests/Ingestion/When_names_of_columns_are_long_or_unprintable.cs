using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Quality;

namespace Trainyard.Ingestion.Tests;

public sealed class When_names_of_columns_are_long_or_unprintable : IDisposable
{
    /// <summary>As long as a name may be, with what a terminal would act on.</summary>
    private static readonly string Odd = "\u001b[31m\u0007" + new string('x', 1018);

    private readonly Yard _yard = new();

    public void Dispose() => _yard.Dispose();

    [Theory]
    [InlineData(SourceFormat.Csv, null)]
    [InlineData(SourceFormat.JsonLines, 1L)]
    [InlineData(SourceFormat.Json, 1L)]
    [InlineData(SourceFormat.Parquet, null)]
    public async Task Should_refuse_one_that_is_too_long(SourceFormat format, long? row)
    {
        Write(format, "a", new string('ä', 513));

        var rejected = Yard.As<DataRejected>(await _yard.Fetch(Yard.Define(format, "odd")));

        var finding = Assert.Single(rejected.Findings);
        Assert.Equal(
            ("source", null, row, "1026 bytes", "at most 1024 bytes"),
            (finding.Rule, finding.Column, finding.Row, finding.Observed, finding.Allowed));
        Assert.EndsWith("is 1026 bytes long; at most 1024 are read.", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SourceFormat.Csv)]
    [InlineData(SourceFormat.JsonLines)]
    [InlineData(SourceFormat.Json)]
    [InlineData(SourceFormat.Parquet)]
    public async Task Should_read_one_that_is_not(SourceFormat format)
    {
        Write(format, "a", Odd);

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(Yard.Define(format, "odd")));

        Assert.Equal(2, fetched.Columns);
    }

    [Theory]
    [InlineData(SourceFormat.Csv)]
    [InlineData(SourceFormat.JsonLines)]
    [InlineData(SourceFormat.Json)]
    [InlineData(SourceFormat.Parquet)]
    public async Task Should_tell_what_is_wrong_with_them_in_a_few_characters_that_can_be_printed(SourceFormat format)
    {
        Write(format, "a", Odd);
        PipelineDefinition[] wrong =
        [
            Yard.Define(format, "odd", Column(Odd, ColumnType.Integer), Column("a", ColumnType.Text)),
            Yard.Define(format, "odd", Column("a", ColumnType.Text)) with
            {
                UnexpectedColumns = UnexpectedColumns.Reject,
                Quality =
                [
                    new NullsRule { Max = -1 }, new RangeRule { Column = "b", Min = 1 },
                    new ValuesRule { Column = Odd, Allowed = ["2"] }, new UniqueRule { Columns = [Odd, "c"] },
                ],
            },
        ];

        foreach (var definition in wrong)
        {
            var findings = Yard.As<DataRejected>(await _yard.FetchAndCheck(definition)).Findings;

            Assert.Contains(findings, found => found.Column?.EndsWith('…') == true);
            Assert.All(findings, Holds);
        }
    }

    [Theory]
    [InlineData(SourceFormat.Csv, "{0},{1}\n1,2\n")]
    [InlineData(SourceFormat.JsonLines, "{{\"{0}\": 1, \"{1}\": 2}}")]
    [InlineData(SourceFormat.JsonLines, "{{\"{0}\": 1, \"{0}\": 2}}")]
    [InlineData(SourceFormat.Json, "[{{\"{0}\": [1]}}]")]
    public async Task Should_tell_so_also_of_names_that_can_not_be_columns(SourceFormat format, string text)
    {
        var isJson = format is not SourceFormat.Csv;
        string Written(string name) => isJson ? Escaped(name) : name;
        _yard.Write("odd", Encoding.UTF8.GetBytes(
            string.Format(null, text, Written(Odd), Written(Odd.Replace("x", "X", StringComparison.Ordinal)))));
        var definition = Yard.Define(format, "odd", Column(Odd, ColumnType.Integer));

        var rejected = Yard.As<DataRejected>(await _yard.Fetch(definition));

        Assert.NotEmpty(rejected.Findings);
        Assert.All(rejected.Findings, found => Assert.EndsWith("…", found.Column, StringComparison.Ordinal));
        Assert.All(rejected.Findings, Holds);
    }

    private static void Holds(Finding finding)
    {
        string?[] told = [finding.Message, finding.Column, finding.Observed, finding.Allowed];
        Assert.DoesNotContain(told, text => text?.Any(char.IsControl) == true);
        Assert.InRange(told.Sum(text => text?.Length ?? 0), 1, 1000);
    }

    private static ColumnDefinition Column(string name, ColumnType type) => new() { Name = name, Type = type };

    private static string Escaped(string name) =>
        string.Concat(name.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));

    private void Write(SourceFormat format, string first, string second)
    {
        if (format == SourceFormat.Parquet)
        {
            _ = Yard.Ask($"COPY (SELECT 'p' AS \"{first}\", 'q' AS \"{second}\" FROM range(2))"
                + $" TO '{Path.Combine(_yard.Sources, "odd")}' (FORMAT parquet)");
            return;
        }

        var row = $"{{\"{Escaped(first)}\": \"p\", \"{Escaped(second)}\": \"q\"}}";
        _yard.Write("odd", Encoding.UTF8.GetBytes(format switch
        {
            SourceFormat.Csv => $"{first},{second}\np,q\np,q\n",
            SourceFormat.JsonLines => $"{row}\n{row}\n",
            SourceFormat.Json => $"[{row}, {row}]",
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        }));
    }
}
