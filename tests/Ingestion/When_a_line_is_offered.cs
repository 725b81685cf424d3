using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.Tests;

/// <summary>What a finding offers says what it does elsewhere, comes in the order of what is likely, and counts what
/// it is about.</summary>
public sealed class When_a_line_is_offered : IDisposable
{
    private const int Rows = 120;

    private readonly Yard _yard = new();

    /// <summary>null_values holds for the whole source.</summary>
    [Theory]
    [InlineData("Unknown", 9, "")]
    [InlineData("Unknown", 9, "schema: { x: integer, c: category, d: category, y: category }")]
    [InlineData("not measured", 30, "")]
    [InlineData("n/a", 4, "")]
    public async Task Should_say_which_other_columns_it_changes(string word, int each, string schema)
    {
        var said = Assert.Single(await Said(
            "x,c,d,y", i => $"{(i % each == 0 ? word : i)},{(i % 3 == 0 ? word : "EU")},{i % 5}A", schema));

        Assert.Contains(
            "(it makes values of other columns missing, too: 40 of column c)", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_nothing_of_columns_that_it_leaves_alone() => Assert.DoesNotContain(
        "too", Assert.Single(await Said("x,c,y", i => $"{(i % 9 == 0 ? "Unknown" : i)},EU")).Message,
        StringComparison.Ordinal);

    /// <summary>Values that are many, or hold digits, are hardly missing ones.</summary>
    [Theory]
    [InlineData("2.0 TDI", 3, false)]
    [InlineData("B12", 3, false)]
    [InlineData("V75.9", 24, false)]
    [InlineData("3+", 24, false)]
    [InlineData("rear", 3, false)]
    [InlineData("lost", 24, true)]
    public async Task Should_come_first_where_it_is_likely(string odd, int each, bool isMissing)
    {
        var said = Assert.Single(await Said("x,y", i => i % each == 1 ? odd : $"{i}.5"));

        var (nulls, words) = (
            said.Message.IndexOf("null_values", StringComparison.Ordinal),
            said.Message.IndexOf("x: category", StringComparison.Ordinal));
        Assert.True(words > 0, said.Message);
        Assert.Equal(isMissing, nulls >= 0 && nulls < words);
    }

    /// <summary>What has the sign of the unit fits.</summary>
    [Theory]
    [InlineData("$", 2)]
    [InlineData("$", 3)]
    [InlineData("kg", 2)]
    [InlineData("m2", 5)]
    public async Task Should_count_what_misfits_alone(string unit, int each)
    {
        var said = Assert.Single(await Said(
            "x,y", i => i % each == 1 ? $"€{i}.5" : unit == "$" ? $"${i}.5" : $"{i}.5 {unit}",
            $"schema: {{ x: {{ type: number, unit: {unit} }}, y: category }}"));

        Assert.Contains($"{Rows / each} values of the column", said.Message, StringComparison.Ordinal);
        Assert.Equal((2, "€1.5"), (said.Row, said.Observed));
    }

    [Theory]
    [InlineData("NA", "null_values: [NA]")]
    [InlineData("Unknown", "null_values: [Unknown]")]
    [InlineData("-inf", "'-inf' is not a number")]
    public async Task Should_be_about_a_sign_where_all_else_has_the_unit(string sign, string offered)
    {
        var said = Assert.Single(await Said(
            "x,y", i => i % 9 == 5 ? sign : $"${i}.5", "schema: { x: { type: number, unit: $ }, y: category }"));

        Assert.Contains(offered, said.Message, StringComparison.Ordinal);
        Assert.Equal((6, sign), (said.Row, said.Observed));
    }

    [Theory]
    [InlineData("kg", "{0}.5 kg")]
    [InlineData("minutes", "{0}.5minutes")]
    [InlineData("m2", "{0}.5 m2")]
    [InlineData("mg/L", "{0}.5 mg/L")]
    public async Task Should_read_a_unit_that_is_declared(string unit, string pattern)
    {
        _ = await Said(
            "x,y", i => i % 2 == 0 ? $"{i}.5" : string.Format(null, pattern, i),
            $"schema: {{ x: {{ type: number, unit: {unit} }}, y: category }}", isRead: true);
    }

    [Fact]
    public async Task Should_name_row_and_value_of_a_text_among_numbers()
    {
        _yard.Write("t", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Rows).Select(
            i => $"{{\"x\": {(i == 6 ? "\"6\"" : i)}, \"y\": \"{"ab"[i % 2]}\"}}\n"))));

        var said = Assert.Single(Yard.As<DataRejected>(await Fetch("json_lines", "")).Findings);

        Assert.Equal((7, "6"), (said.Row, said.Observed));
    }

    public void Dispose() => _yard.Dispose();

    private async Task<IReadOnlyList<Finding>> Said(
        string header, Func<int, string> row, string schema = "", bool isRead = false)
    {
        _yard.Write("t", Encoding.UTF8.GetBytes(
            header + "\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"{row(i)},{"ab"[i % 2]}\n"))));
        var answer = await Fetch("csv", schema);
        if (!isRead)
            return answer is DataRejected rejected ? rejected.Findings : ((DataFetched)answer).Warnings;
        var fetched = Yard.As<DataFetched>(answer);
        Assert.Equal(
            Enumerable.Range(0, Rows).Select(i => $"{i}.5"), (await _yard.Rows(fetched.Snapshot)).Select(r => r[0]));
        return fetched.Warnings;
    }

    private async Task<IMessage> Fetch(string format, string schema)
    {
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ {format}: t }}\n{schema}\n"
            + "target: { column: \"y\", positive: a, task: binary }\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(' ', read.Problems.Select(p => p.Message)));
        return await _yard.Fetch(read.Definition);
    }
}
