using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.Tests;

/// <summary>A line that a complaint prints can be written into the pipeline file as it is, and ends the
/// complaint.</summary>
public sealed class When_a_printed_line_is_followed : IDisposable
{
    private readonly Yard _yard = new();

    /// <summary>A date, a target, and a column of each kind that something is said of.</summary>
    public static TheoryData<string, string> Kinds => new()
    {
        { "day of some country", "d;y\n02/13/2023;1\n03/03/2023;0\n" },
        { "either day", "d;y\n02/03/2023;1\n03/03/2023;0\n" },
        { "target with a comma", "d;y\n1;1,5\n2;0,25\n" },
        { "target that is a day", "d;y\n1;13.02.2023\n2;14.02.2023\n" },
        { "numbers with commas", "d;y\n5.270,66;1\n6.916,60;0\n" },
        { "numbers with a unit", "d;y\n5%;1\n6.5%;0\n" },
        { "truths", "d;y\ntrue;1\n1;0\nno;1\n" },
        { "codes", "d;y\n1;1\n007;0\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i};1\n")) },
        { "compact days", "d;y\n20230328;1\n20221130;0\n" },
        { "many digits", "d;y\n9007199254740993;1\n1.5;0\n" },
        { "words among numbers", "d;y\n1;1\ntwo;0\n3;1\n" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Should_end_the_complaint(string kind, string text)
    {
        _yard.Write("t", Encoding.UTF8.GetBytes(text));
        var said = Said(await _yard.Fetch(Define(""))).Where(one => one.Column is not null).ToList();
        var lines = said.SelectMany(one => Lines(one.Message)).Distinct().ToList();
        Assert.True(lines.Count > 0, kind);

        foreach (var line in lines)
        {
            var after = Said(await _yard.Fetch(Define(line)));
            Assert.True(
                !after.Any(one => one.Column == said[0].Column && one.Message == said[0].Message),
                $"{line}: {string.Join(' ', after.Select(one => one.Message))}");
        }
    }

    [Fact]
    public async Task Should_list_what_the_pipeline_names_with_the_type_that_was_found()
    {
        _yard.Write("t", Encoding.UTF8.GetBytes("d;width;y\n02/13/2023;94.84;1\n03/03/2023;10.32;0\n"));

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define("")));

        Assert.Equal(
            "schema: { d: { type: date, format: \"MM/dd/yyyy\" }, \"y\": integer }",
            Lines(Assert.Single(fetched.Warnings).Message).First());
    }

    /// <summary>What mends one column leaves the others as they are.</summary>
    [Fact]
    public async Task Should_change_no_other_column()
    {
        _yard.Write("t", Encoding.UTF8.GetBytes(
            "price;weight;len;y\n5.270,66;40.876;49;1\n6.916,60;49.260;93.109;1\n"));
        var said = Assert.Single(Said(await _yard.Fetch(Define(""))), one => one.Column == "price");

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define(Lines(said.Message).First())));

        Assert.Empty(fetched.Warnings);
        Assert.Equal(["5270.66", "40.876", "49.0", "1"], (await _yard.Rows(fetched.Snapshot))[0]);
    }

    [Theory]
    [InlineData("40.876\n49.260\n", true)]
    [InlineData("49\n93.109\n", true)]
    [InlineData("1.234.567\n93.109\n", false)]
    [InlineData("1,5\n93.109\n", false)]
    [InlineData("12\n1234\n", false)]
    public async Task Should_be_printed_where_the_source_makes_whole_numbers_of_what_may_have_a_fraction(
        string values, bool isTold)
    {
        var rows = values.TrimEnd('\n').Split('\n').Select(value => $"{value};1\n");
        _yard.Write("t", Encoding.UTF8.GetBytes("v;y\n" + string.Concat(rows)));
        const string Source = ", decimal: \",\", thousands: \".\"";

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define("", Source)));

        Assert.Equal(isTold ? 1 : 0, fetched.Warnings.Count);
        if (!isTold)
            return;
        var lines = Lines(fetched.Warnings[0].Message).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Contains("which makes", fetched.Warnings[0].Message, StringComparison.Ordinal);
        var read = new List<string?>();
        foreach (var line in lines)
        {
            var again = Yard.As<DataFetched>(await _yard.Fetch(Define(line, Source)));
            Assert.Empty(again.Warnings);
            read.Add((await _yard.Rows(again.Snapshot))[1][0]);
        }

        var text = values.TrimEnd('\n').Split('\n')[1];
        Assert.Equal([double.Parse(text), double.Parse(text.Replace(".", "", StringComparison.Ordinal))],
            read.Select(value => double.Parse(value!)));
    }

    public void Dispose() => _yard.Dispose();

    private static IReadOnlyList<Finding> Said(object answer) =>
        answer is DataRejected rejected ? rejected.Findings : ((DataFetched)answer).Warnings;

    private static IEnumerable<string> Lines(string message)
    {
        for (var at = message.IndexOf("schema: {", StringComparison.Ordinal); at >= 0;
            at = message.IndexOf("schema: {", at + 1, StringComparison.Ordinal))
        {
            var (depth, end) = (0, at);
            do
            {
                depth += message[end] == '{' ? 1 : message[end] == '}' ? -1 : 0;
                end++;
            }
            while (depth > 0 || end < at + 9);
            yield return message[at..end];
        }
    }

    private static PipelineDefinition Define(string line, string source = "")
    {
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ csv: t, delimiter: \";\"{source} }}\n{line}\n"
            + "target: { late: \"is_missing(y)\", task: binary }\ntrain: lightgbm\n");
        Assert.True(
            read.Definition is not null, $"{line}: " + string.Join(" ", read.Problems.Select(p => p.Message)));
        return read.Definition;
    }
}
