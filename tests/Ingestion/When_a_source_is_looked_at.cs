using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.Tests;

/// <summary>The first rows of a source are looked at: when a person asks, and before a run reads all.</summary>
public sealed class When_a_source_is_looked_at : IDisposable
{
    private const int ManyRows = 4000;

    private readonly Yard _yard = new();

    [Theory]
    [InlineData("target: { column: nope, task: binary }", "target", "nope")]
    [InlineData("target: { column: y, task: binary, positive: maybe }", "target", "maybe")]
    [InlineData("target: { column: w, task: regression }", "target", "holds words")]
    [InlineData("target: { column: w, task: binary }", "target", "two classes")]
    [InlineData("target: { column: filling, task: binary }", "target", "one class only, 'filling'")]
    [InlineData("schema: { gone: number, y: category }\ntarget: { column: y, task: binary }", "schema", "gone")]
    [InlineData("schema: { w: integer, y: category }\ntarget: { column: y, task: binary }", "schema", "an integer")]
    [InlineData("target: { column: y, task: binary }\nfeatures: [ { numeric: [v, lost] } ]", "features", "lost")]
    [InlineData("target: { column: y, task: binary }\nclean: [ { drop_missing: [away] } ]", "cleaning", "away")]
    [InlineData(
        "target: { column: y, task: binary }\nfeatures: [ { numeric: [w] } ]", "features", "under 'categories'")]
    [InlineData(
        "target: { column: y, task: binary }\nfeatures: [ { categories: [v] } ]", "features", "under 'numeric'")]
    [InlineData(
        "target: { column: y, task: binary }\nfeatures: [ { date_parts: { column: v, parts: [month] } } ]", "features",
        "of type number")]
    [InlineData(
        "target: { column: y, task: binary }\nfeatures: [ { expression: { twice: w * 2 } } ]", "features", "'w * 2'")]
    [InlineData(
        "target: { column: y, task: binary }\nsplit: { by: time, column: w, train_before: 2021-03-01 }", "split",
        "date or timestamp")]
    [InlineData(
        "target: { column: y, task: binary }\nclean: [ { clip: { column: w, min: 0 } } ]", "cleaning",
        "of type category")]
    [InlineData("target: { t: w > 3, task: binary }", "target", "'w > 3'")]
    public async Task Should_say_what_a_run_would_stumble_over(string lines, string rule, string said)
    {
        var definition = Write(lines, rows: 40);

        var look = await SourceLook.OfCaller(
            definition, _yard.Sources, _yard.Folder + "-yard", further: null, TestContext.Current.CancellationToken);

        var finding = Assert.Single(look.Findings);
        Assert.Equal(rule, finding.Rule);
        Assert.Contains(said, finding.Message, StringComparison.Ordinal);
        Assert.True(look.IsWhole);
    }

    [Fact]
    public async Task Should_refuse_to_learn_a_time_as_a_number()
    {
        var definition = Write(
            "target: { column: v, task: regression }", rows: 40, v: i => $"2020-01-{(i % 28) + 1:00}");

        var look = await SourceLook.OfCaller(
            definition, _yard.Sources, _yard.Folder + "-yard", further: null, TestContext.Current.CancellationToken);

        Assert.Contains("is a time", Assert.Single(look.Findings).Message, StringComparison.Ordinal);
    }

    /// <summary>What a file is cut by may stand in a text that means that a value is missing.</summary>
    [Theory]
    [InlineData("2,38")]
    [InlineData("a\"b")]
    [InlineData(",")]
    public async Task Should_take_any_text_for_a_missing_value(string text)
    {
        foreach (var more in (string[])["", ", trim: false"])
        {
            var definition = Write(
                "target: { column: y, task: binary, positive: yes }", rows: 40,
                v: i => i % 10 == 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : $"{i}.5",
                source: $", null_values: ['{text}']{more}");

            var look = await SourceLook.OfCaller(
                definition, _yard.Sources, _yard.Folder + "-yard", further: null,
                TestContext.Current.CancellationToken);
            var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition));

            Assert.Empty(look.Findings);
            Assert.Contains("v DOUBLE", await _yard.Columns(fetched.Snapshot));
            Assert.Equal(4, (await _yard.Rows(fetched.Snapshot)).Count(row => row[0] is null));
        }
    }

    [Fact]
    public async Task Should_find_nothing_where_all_is_right()
    {
        var definition = Write("target: { column: y, task: binary, positive: yes }", rows: 40);

        var look = await SourceLook.OfCaller(
            definition, _yard.Sources, _yard.Folder + "-yard", further: null, TestContext.Current.CancellationToken);

        Assert.Empty(look.Findings);
        Assert.Equal((40L, 4), (look.Rows, look.Columns));
    }

    [Theory]
    [InlineData("target: { column: nope, task: binary }", "nope")]
    [InlineData("target: { column: y, task: binary, positive: maybe }", "maybe")]
    [InlineData("schema: { w: integer, y: category }\ntarget: { column: y, task: binary }", "is not an integer")]
    [InlineData("target: { column: y, task: binary }\nfeatures: [ { numeric: [w] } ]", "under 'categories'")]
    [InlineData("target: { t: w > 3, task: binary }", "'w > 3'")]
    public async Task Should_refuse_a_large_file_by_its_first_rows(string lines, string said)
    {
        // What comes behind the first rows can't be read at all: nobody came so far.
        var definition = WriteLarge(lines, end: "1,2,3,4,5,6\n");

        var finding = Assert.Single(Yard.As<DataRejected>(await _yard.Fetch(definition)).Findings);

        Assert.Contains(said, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("03/04/2023", "25/04/2023")]
    [InlineData("1", "x")]
    [InlineData("\"1,234\"", "\"1,5\"")]
    [InlineData("99999999999999999999", "x")]
    public async Task Should_leave_to_all_rows_what_they_may_change(string first, string later)
    {
        var definition = WriteLarge(
            "target: { column: y, task: binary }", v: i => i < 1500 ? first : later);

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition));

        Assert.Equal(ManyRows, fetched.Rows);
    }

    [Theory]
    [InlineData("", "1.5")]
    [InlineData("?", "1.5")]
    [InlineData("01", "1.5")]
    public async Task Should_take_no_target_for_words_that_other_rows_may_make_numbers(string first, string later)
    {
        var definition = WriteLarge(
            "target: { column: v, task: regression }", v: i => i < 1500 ? first : later,
            source: first == "?" ? ", null_values: [\"?\"]" : "");

        var answer = await _yard.Fetch(definition);

        Assert.DoesNotContain(
            answer is DataRejected rejected ? rejected.Findings : [],
            found => found.Message.Contains("holds words", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "1.5")]
    [InlineData("01", "1.5")]
    [InlineData("x1", "1.5")]
    [InlineData("1.5", "x")]
    public async Task Should_hold_no_feature_against_a_type_that_other_rows_may_change(string first, string later)
    {
        var feature = later == "x" ? "categories: [v]" : "numeric: [v]";
        var definition = WriteLarge(
            $"target: {{ column: y, task: binary }}\nfeatures: [ {{ {feature} }} ]",
            v: i => i < 1500 ? first : later);

        var answer = await _yard.Fetch(definition);

        Assert.DoesNotContain(
            answer is DataRejected rejected ? rejected.Findings : [], found => found.Rule == "features");
    }

    [Fact]
    public async Task Should_refuse_a_target_that_stays_one_of_words()
    {
        var definition = WriteLarge("target: { column: w, task: regression }");

        var finding = Assert.Single(Yard.As<DataRejected>(await _yard.Fetch(definition)).Findings);

        Assert.Contains("holds words", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(400_000)]
    public async Task Should_name_the_line_that_makes_two_classes_of_three(int rows)
    {
        var definition = Write(
            "target: { column: v, task: binary }", rows, v: i => i % 10 == 0 ? "?" : i % 2 == 0 ? "up" : "down");

        var look = await SourceLook.OfCaller(
            definition, _yard.Sources, _yard.Folder + "-yard", further: null, TestContext.Current.CancellationToken);

        Assert.Contains(
            "null_values: [\"?\"]", Assert.Single(look.Findings).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _yard.Dispose();

    /// <summary>A file that is too large to be read at once, by a small setting.</summary>
    private PipelineDefinition WriteLarge(
        string lines, string end = "", Func<int, string>? v = null, string source = "")
    {
        _yard.Settings = _yard.Settings with { LookFrom = 1 << 12 };
        return Write(lines, ManyRows, end, v, source);
    }

    private PipelineDefinition Write(
        string lines, int rows, string end = "", Func<int, string>? v = null, string source = "")
    {
        var text = new StringBuilder("v,w,y,filling\n");
        for (var i = 0; i < rows; i++)
            _ = text.Append($"{v?.Invoke(i) ?? $"{i}.5"},w{"abc"[i % 3]},{(i % 2 == 0 ? "yes" : "no")},filling\n");
        _yard.Write("t.csv", Encoding.UTF8.GetBytes(text.Append(end).ToString()));
        var read = PipelineFile.Read($"pipeline: t\nsource: {{ csv: t.csv{source} }}\n{lines}\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(" ", read.Problems.Select(problem => problem.Message)));
        return read.Definition;
    }
}
