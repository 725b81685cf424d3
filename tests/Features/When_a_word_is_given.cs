using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Features.Tests;

/// <summary>A word of a request means what the same word meant where the data was read.</summary>
public sealed class When_a_word_is_given
{
    private static readonly Gen<string> Nothing =
        Gen.OneOf(" ", "\t", "\u00A0").Array[0, 4].Select(blanks => string.Concat(blanks));

    private static readonly string[] Codes = ["1", "2", "3"];

    public static TheoryData<SourceDefinition, bool> Sources => new()
    {
        { new CsvSource { Path = "a" }, true },
        { new CsvSource { Path = "a", Trim = false }, true },
        { new JsonSource { Path = "a" }, true },
        { new JsonLinesSource { Path = "a", Trim = false }, true },
        { new ParquetSource { Path = "a" }, true },
        { new ParquetSource { Path = "a", Trim = false }, false },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void Should_take_the_empty_one_as_the_source_does(SourceDefinition source, bool isMissing)
    {
        var (problems, cell) = Read(Fit(["a", "b"], source), "\"\"");

        Assert.DoesNotContain(problems, problem => !problem.IsWarning);
        Assert.Equal(isMissing, cell.IsMissing);
    }

    [Fact]
    public void Should_take_nothing_but_blanks_for_missing_and_refuse_it_where_nothing_may_be_missing() =>
        Nothing.Sample(text =>
        {
            var json = JsonSerializer.Serialize(text);
            var (problems, cell) = Read(Fit(["a", "b"]), json);
            Assert.Empty(problems);
            Assert.True(cell.IsMissing);
            var declared = new ColumnDefinition { Name = "x", Type = ColumnType.Category, Nullable = false };
            var refused = Read(Fit(["a", "b"], column: declared), json).Problems;
            Assert.Contains("must have a value", Assert.Single(refused).Message, StringComparison.Ordinal);
        }, iter: 100, threads: 1);

    [Fact]
    public void Should_allow_the_same_numbers_with_and_without_quotes() => Gen.Int[-20, 20].Sample(number =>
    {
        var features = Fit(Codes, column: new() { Name = "x", Type = ColumnType.Category, Values = Codes });
        var plain = Read(features, $"{number}");
        var quoted = Read(features, $"\"{number}\"");
        Assert.Equal(quoted.Cell, plain.Cell);
        Assert.Equal(quoted.Problems, plain.Problems);
        Assert.Equal(number is < 1 or > 3, plain.Problems.Count > 0);
    }, iter: 100, threads: 1);

    [Fact]
    public void Should_take_a_number_without_quotes_only_where_each_word_is_written_as_one() =>
        Gen.Select(Gen.Int[0, 99_999], Gen.Int[1, 5], Gen.Bool).Sample((number, width, isNegative) =>
        {
            var word = (isNegative ? "-" : "") + number.ToString($"D{width}", CultureInfo.InvariantCulture);
            var isSame = word == (isNegative ? -number : number).ToString(CultureInfo.InvariantCulture);
            Assert.Equal(isSame, Read(Fit([word, "17"]), "17").Problems.Count == 0);
        }, iter: 200, threads: 1);

    /// <summary>Where the source has objects, its words may have stood there without quotes.</summary>
    [Theory]
    [InlineData("2.50", "2.50")]
    [InlineData("7", "7")]
    [InlineData("true", "true")]
    [InlineData("\" a\"", "a")]
    public void Should_take_a_word_without_quotes_as_a_source_of_objects_does(string json, string word)
    {
        Assert.Equal(Cell.Of(word), Read(Fit(["a", "b"], new JsonLinesSource { Path = "x" }), json).Cell);
        Assert.Equal(json[0] != '"', Read(Fit(["a", "b"]), json).Problems.Count > 0);
    }

    [Theory]
    [InlineData("{}", "x: Column 'x' is not given, and taken as missing, as in the source. True")]
    [InlineData("{\"X\": 1}",
        "x: Column 'x' is missing; give null where the value is not known. The row has 'X'. False")]
    [InlineData("{\" x \": \"a\"}", "")]
    [InlineData("{\" x \": \"a\", \"x\": \"b\"}", "x: Column 'x' is given twice. False")]
    public void Should_take_an_object_as_a_source_of_objects_does(string json, string problems)
    {
        using var row = JsonDocument.Parse(json);

        var found = Fit(["a", "b"], new JsonSource { Path = "x" }).ReadRow(row.RootElement, new Cell[1]);

        Assert.Equal(problems, string.Join('|', found.Select(p => $"{p.Column}: {p.Message} {p.IsWarning}")));
    }

    [Fact]
    public void Should_learn_from_words_of_the_training_part_alone()
    {
        var column = WordColumn.Of("x", ColumnType.Category, ["1", "2", "held out"], new[] { 0, 1, 1, 0 });

        Assert.Empty(Read(Fit(column, new CsvSource { Path = "a" }, null), "2").Problems);
    }

    [Fact]
    public void Should_keep_blanks_for_a_model_that_was_stored_before_there_was_a_choice()
    {
        var stored = Encoding.UTF8.GetString(Fit([" a", "b"]).Write());
        Assert.Contains("\"trim\": true", stored, StringComparison.Ordinal);
        var old = FittedFeatures.Read(Encoding.UTF8.GetBytes(
            stored.Replace("\"trim\": true", "\"trim\": false", StringComparison.Ordinal)
                .Replace("\"empty_is_missing\": true", "\"nullable\": true", StringComparison.Ordinal)));

        Assert.Equal(Cell.Of(" a"), Read(old, "\" a\"").Cell);
        Assert.Equal(Cell.Of(""), Read(old, "\"\"").Cell);
    }

    private static (IReadOnlyList<RowProblem> Problems, Cell Cell) Read(FittedFeatures features, string value)
    {
        using var row = JsonDocument.Parse($$"""{"x": {{value}}}""");
        var cells = new Cell[1];
        return (features.ReadRow(row.RootElement, cells), cells[0]);
    }

    private static FittedFeatures Fit(
        string[] words, SourceDefinition? source = null, ColumnDefinition? column = null) => Fit(
        WordColumn.Of("x", ColumnType.Category, [.. words, .. words]), source ?? new CsvSource { Path = "a" }, column);

    private static FittedFeatures Fit(WordColumn words, SourceDefinition source, ColumnDefinition? column)
    {
        double[] labels = [.. Enumerable.Range(0, words.Rows).Select(row => row % 2.0)];
        var fitting = FeatureFitter.Fit(
            new PipelineDefinition
            {
                Name = "words",
                Source = source,
                Schema = column is null ? [] : [column],
                Target = new TargetDefinition { Name = "y", Task = LearningTask.Binary },
                Split = new RandomSplit(),
                Features = [new CategoryFeatures { Columns = ["x"] }],
                Train = new LightGbmTrainer(),
            },
            new Table([words, NumberColumn.Of("y", ColumnType.Integer, labels)], words.Rows),
            seed: 1);
        Assert.Empty(fitting.Problems);
        return fitting.Features!;
    }
}
