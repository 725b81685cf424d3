using System.Text;
using CsCheck;
using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Quality;
using Trainyard.Pipelines.Sources;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

/// <summary>A text in a folder that sources may lie in, read as a table by somebody who wants to know what is in
/// it.</summary>
public sealed class When_a_text_is_no_table : IDisposable
{
    private const string Canary = "canary";

    private static readonly Gen<string> Piece = Gen.OneOf(
        Canary, $"{Canary}=1", ",", ";", ":", "\"", "\"\"", "\n", "\r\n", "\r", " ", "{", "}", "[", "]",
        "{\"" + Canary + "\": ", "1", "2001-02-30", "NaN", "99999999999999999999", "\t", "'", "//");

    private readonly Yard _yard = new();

    [Fact]
    public void Should_show_nothing_of_it() =>
        Gen.Select(Piece.Array[1, 30], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Bool).Sample(
            (pieces, format, schema, header) =>
            {
                _yard.Write("text", Encoding.UTF8.GetBytes(string.Concat(pieces)));
                var definition = Yard.Define(SourceFormat.Csv, "text", Schemas[schema]) with
                {
                    Source = SourceOf(format, header),
                    UnexpectedColumns = UnexpectedColumns.Reject,
                    Quality =
                    [
                        new NullsRule { Max = 0 }, new UniqueRule(),
                        new RangeRule { Column = "column0", Min = 5, Max = 5 },
                        new ValuesRule { Column = "column0", Allowed = ["x"] }, new RowsRule { Min = 1000 },
                    ],
                };

                var answer = _yard.FetchAndCheck(definition).GetAwaiter().GetResult();

                var told = Yard.As<DataRejected>(answer).Findings
                    .Select(f => $"{f.Column}|{f.Observed}|{f.Message}|{f.Allowed}");
                Assert.DoesNotContain(told, text => text.Contains(Canary, StringComparison.OrdinalIgnoreCase));
            },
            iter: Fuzz.Cases(within: 300), threads: 1);

    /// <summary>A file of numbers, such as a list of PINs: its columns have no names to be known by.</summary>
    [Fact]
    public async Task Should_tell_no_number_of_a_file_whose_columns_have_no_names()
    {
        _yard.Write("text", "31415926\n27182818\n"u8.ToArray());
        var definition = Yard.Define(
            SourceFormat.Csv, "text",
            [new ColumnDefinition { Name = "column0", Type = ColumnType.Integer, Min = 5, Max = 7 }]) with
        {
            Source = SourceOf(0, header: false),
            Quality =
            [
                new RangeRule { Column = "column0", Max = 5 }, new RangeRule { Column = "column0", Min = 1e9 },
                new ValuesRule { Column = "column0", Allowed = ["1"] },
            ],
        };

        var rejected = Yard.As<DataRejected>(await _yard.FetchAndCheck(definition));

        Assert.Equal(4, rejected.Findings.Count);
        Assert.DoesNotContain(rejected.Findings, found => found.ToString() is var told
            && (told.Contains("31415926", StringComparison.Ordinal)
                || told.Contains("27182818", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[] canary", 3)]
    [InlineData("[{\"z\": 1}]\n\ncanary=1", 3)]
    [InlineData("[{\"z\": canary}]", 3)]
    [InlineData("{\"z\": 1} canary", 4)]
    [InlineData("z\n\"b\"canary\n", 0)]
    [InlineData(" \ncanary=1\n", 0)]
    public async Task Should_show_nothing_of_what_stands_where_nothing_may(string text, int format)
    {
        _yard.Write("text", Encoding.UTF8.GetBytes(text));
        var definition = Yard.Define(SourceFormat.Csv, "text", Schemas[1]) with
        {
            Source = SourceOf(format, header: true),
        };

        var rejected = Yard.As<DataRejected>(await _yard.FetchAndCheck(definition));

        Assert.NotEmpty(rejected.Findings);
        Assert.DoesNotContain(
            rejected.Findings, found => found.ToString().Contains(Canary, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("task: binary", 3)]
    [InlineData("task: binary, positive: x", 2)]
    public async Task Should_show_nothing_of_it_where_its_first_rows_are_looked_at(string task, int words)
    {
        _yard.Write("text", Encoding.UTF8.GetBytes(" \n" + string.Concat(
            Enumerable.Range(0, 40).Select(i => $"{Canary}{i % words}\n"))));
        var definition = PipelineFile.Read(
            $"pipeline: t\nsource: {{ csv: text }}\ntarget: {{ column: column0, {task} }}\ntrain: lightgbm\n")
            .Definition;

        var look = await SourceLook.OfCaller(
            definition!, _yard.Sources, _yard.Folder + "-yard", further: null, TestContext.Current.CancellationToken);

        Assert.NotEmpty(look.Findings);
        Assert.DoesNotContain(
            look.Findings.Concat(look.Warnings),
            found => found.ToString().Contains(Canary, StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => _yard.Dispose();

    private static ColumnDefinition[][] Schemas =>
    [
        [], Yard.Schema("q Integer, r Date"), Yard.Schema("column0 Integer"),
        Yard.Schema("column0 Category, column1 Date"),
    ];

    private static SourceDefinition SourceOf(int format, bool header) => format switch
    {
        0 => new CsvSource { Path = "text", Header = header },
        1 => new CsvSource { Path = "text", Header = header, Delimiter = ":" },
        2 => new CsvSource { Path = "text", Header = header, Delimiter = ";", NullValues = ["x"] },
        3 => new JsonSource { Path = "text" },
        4 => new JsonLinesSource { Path = "text" },
        _ => throw new InvalidOperationException($"There is no format {format}."),
    };
}
