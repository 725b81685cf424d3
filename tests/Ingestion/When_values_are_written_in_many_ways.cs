using System.Globalization;
using System.Text;
using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Ingestion.Tests.Malformed;
using Trainyard.Metrics;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Sources;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

/// <summary>
/// Columns that people read as numbers, days or times, however they are written: read right, or said, with the line
/// that mends it; and with that line they are read right.
/// </summary>
public sealed class When_values_are_written_in_many_ways : IDisposable
{
    /// <summary>Each form of days twice.</summary>
    private static readonly long Cases = Fuzz.Cases(within: 34);

    private static readonly string[] Signs =
    [
        "NA", "N/A", "#N/A", "n/a", "nan", "NaN", "null", "NULL", "None", "nil", "-", "--", "?", ".", "missing",
        "unknown", "#DIV/0!", "#REF!", "#VALUE!", "<NA>", "\\N", "n.a.", "NaT", "(null)",
    ];

    private static readonly string[] Forms =
    [
        "MM/dd/yyyy", "dd/MM/yyyy", "dd.MM.yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "dd MMM yyyy", "MMM dd, yyyy",
        "dd-MMM-yyyy", "M/d/yy", "MM/dd/yyyy h:mm tt",
        "yyyy-MM-dd h:mm tt", "dd.MM.yyyy HH:mm", "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "MMMM d, yyyy", "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "d/M/yyyy H:mm",
    ];

    private readonly Yard _yard = new();

    public static TheoryData<SourceFormat> Formats => [SourceFormat.Csv, SourceFormat.JsonLines, SourceFormat.Parquet];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Should_read_numbers_right_or_say_what_mends_it(SourceFormat format)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var chance = new Random(seed);
            var way = chance.Next(8);
            var numbers = Enumerable.Range(0, chance.Next(20, 200))
                .Select(_ => Math.Round((chance.NextDouble() - 0.3) * 1e6, 2)).ToArray();
            var texts = numbers.Select(number => Write(number, way)).ToArray();
            var signs = chance.Next(2) == 0 ? [] : Signs.OrderBy(_ => chance.Next()).Take(chance.Next(1, 4)).ToArray();
            var mixed = Mix(texts, signs, chance);

            await Read(format, mixed, numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)), signs, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Should_read_days_and_times_right_or_say_what_mends_it(SourceFormat format)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var chance = new Random(seed);
            var form = Forms[seed % Forms.Length];
            var hasTime = form.Contains('m', StringComparison.Ordinal);
            var times = Enumerable.Range(0, chance.Next(30, 200))
                .Select(_ => new DateTime(1999, 1, 1).AddMinutes(chance.Next(0, 30 * 365 * 24 * 60)))
                .Select(time => !hasTime ? time.Date
                    : form.Contains("ss", StringComparison.Ordinal) ? time.AddSeconds(7) : time)
                .ToArray();
            var texts = times.Select(time => time.ToString(form, CultureInfo.InvariantCulture)).ToArray();
            var signs = chance.Next(2) == 0 ? [] : Signs.OrderBy(_ => chance.Next()).Take(chance.Next(1, 3)).ToArray();

            await Read(
                format, Mix(texts, signs, chance),
                times.Select(
                    t => t.ToString(hasTime ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd", CultureInfo.InvariantCulture)),
                signs, seed);
        }
    }

    [Theory]
    [InlineData(SourceFormat.Csv)]
    [InlineData(SourceFormat.JsonLines)]
    [InlineData(SourceFormat.Parquet)]
    public async Task Should_refuse_one_bad_value_among_many_and_name_it(SourceFormat format)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var chance = new Random(seed);
            string[] bad = ["12O", "abc", "1.2.3", "12;5", "o", "2001-02-30x"];
            var rows = chance.Next(200, 3000);
            var texts = Enumerable.Range(0, rows).Select(_ => chance.Next(10_000).ToString()).ToArray();
            var at = chance.Next(rows);
            texts[at] = bad[seed % bad.Length];
            Write(format, texts, allQuoted: false);

            var answer = await _yard.Fetch(Define(format));

            var finding = Assert.Single(Yard.As<DataRejected>(answer).Findings, f => !f.IsWarning);
            Assert.Equal((texts[at], at + 1L), (finding.Observed, finding.Row!.Value));
            Assert.Contains("null_values: [", finding.Message, StringComparison.Ordinal);
            Assert.Contains("schema: { v: category }", finding.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("03/04/2023\n05/06/2023\n01/02/2023\n", "MM/dd/yyyy", "dd/MM/yyyy")]
    [InlineData("23-03-28\n23-04-29\n", "dd-MM-yy", "yy-MM-dd")]
    [InlineData("\"1,234\"\n\"5,678\"\n", "decimal: \",\"", "thousands: \",\"")]
    public async Task Should_ask_where_it_can_not_be_seen(string values, string one, string other)
    {
        _yard.Write("t", Encoding.UTF8.GetBytes("v\n" + values));

        var finding = Assert.Single(Yard.As<DataRejected>(await _yard.Fetch(Define(SourceFormat.Csv))).Findings);

        Assert.Contains(one, finding.Message, StringComparison.Ordinal);
        Assert.Contains(other, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v\n20230328\n20221130\n", "schema: { v: { type: date, format: \"yyyyMMdd\" } }")]
    [InlineData("v,y\n9007199254740993,1\n1.5,2\n", "schema: { v: category }")]
    [InlineData("v,y\n9007199254740993.0,1\n1.5,2\n", "schema: { v: category }")]
    [InlineData("v,y\n-9007199254740993.5,1\n1.5,2\n", "schema: { v: category }")]
    [InlineData(
        "v\n12\n007\n1234\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n",
        "schema: { v: integer }")]
    [InlineData("v\ntrue\n1\nfalse\n0\n", "schema: { v: boolean }")]
    [InlineData("v\n1\ntwo\n3\n", "schema: { v: category }")]
    public async Task Should_warn_of_what_may_be_meant_otherwise(string text, string line)
    {
        _yard.Write("t", Encoding.UTF8.GetBytes(text));

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define(SourceFormat.Csv)));

        Assert.Contains(line, Assert.Single(fetched.Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zip\n01234\n99999\n10001\n")]
    [InlineData("w\nNA\nmid\nbig\n")]
    [InlineData("w\nmid\nbig\n1\nsmall\n")]
    [InlineData("w\nA1\nB2\nC3\n")]
    public async Task Should_say_nothing_of_words(string text)
    {
        _yard.Write("t", Encoding.UTF8.GetBytes(text));

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(Define(SourceFormat.Csv)));

        Assert.Empty(fetched.Warnings);
        Assert.EndsWith("VARCHAR", Assert.Single(await _yard.Columns(fetched.Snapshot)), StringComparison.Ordinal);
    }

    public void Dispose() => _yard.Dispose();

    private static PipelineDefinition Define(SourceFormat format, string lines = "", string source = "")
    {
        var key = format switch
        {
            SourceFormat.Csv => "csv: t",
            SourceFormat.JsonLines => "json_lines: t",
            SourceFormat.Parquet => "parquet: t",
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ {key}{source} }}\n{lines}\n"
            + "target: { column: v, task: multiclass }\ntrain: lightgbm\n"
            .Replace(
                "multiclass",
                lines.Contains("type: number", StringComparison.Ordinal)
                    || lines.Contains(": number }", StringComparison.Ordinal) ? "regression" : "multiclass",
                StringComparison.Ordinal));
        var definition = read.Definition;
        if (definition is null)
        {
            // A day can't be predicted, but be read.
            read = PipelineFile.Read(
                $"pipeline: t\nsource: {{ {key}{source} }}\n{lines}\n"
                + "target: { y: \"is_missing(v)\", task: binary }\ntrain: lightgbm\n");
            definition = read.Definition;
        }

        Assert.True(
            definition is not null, $"{lines} {source}: " + string.Join(" ", read.Problems.Select(p => p.Message)));
        return definition;
    }

    // What is said is followed until nothing is refused and the column is no column of words.
    private async Task Read(
        SourceFormat format, string[] texts, IEnumerable<string> meant, string[] signs, int seed)
    {
        Write(format, texts, allQuoted: true);
        var (lines, source) = ("", "");
        for (var attempt = 0; ; attempt++)
        {
            Assert.True(attempt < 5, $"seed {seed}: {lines} {source} never ended");
            var answer = await _yard.Fetch(Define(format, lines, source));
            var said = answer is DataRejected rejected ? rejected.Findings : ((DataFetched)answer).Warnings;
            if (answer is DataFetched fetched
                && !(await _yard.Columns(fetched.Snapshot))[0].EndsWith("VARCHAR", StringComparison.Ordinal))
            {
                var rows = (await _yard.Rows(fetched.Snapshot)).Select(row => row[0]).ToArray();
                var values = new Queue<string>(meant);
                for (var i = 0; i < texts.Length; i++)
                {
                    var right = signs.Contains(texts[i]) ? null : values.Dequeue();
                    Assert.True(IsSame(right, rows[i]), $"seed {seed}, {texts[i]}: {rows[i]} instead of {right}");
                }

                return;
            }

            Assert.True(said.Count > 0, $"seed {seed}: words without a word: {string.Join(" | ", texts.Take(3))}");
            var (newLines, newSource) = Follow(string.Join(' ', said.Select(f => f.Message)), lines, source);
            Assert.True((newLines, newSource) != (lines, source), $"seed {seed}: no line in {said[0].Message}");
            (lines, source) = (newLines, newSource);
        }
    }

    private static (string Lines, string Source) Follow(string said, string lines, string source)
    {
        var schema = Of(said, "schema: { v: ", " }", after: "category");
        if (schema is not null && !schema.Contains("category", StringComparison.Ordinal))
            lines = schema + (schema.Contains("{ type", StringComparison.Ordinal) ? " }" : "");
        foreach (var (start, end) in new[] { ("null_values: [", "]"), ("decimal: \"", "\"") })
        {
            if (Of(said, start, end, after: null) is { } option && !source.Contains(start, StringComparison.Ordinal))
                source += ", " + option;
        }

        if (said.Contains(", thousands: \"", StringComparison.Ordinal)
            && !source.Contains("thousands", StringComparison.Ordinal))
            source += ", " + Of(said, "thousands: \"", "\"", after: null);
        return (lines, source);
    }

    private static string? Of(string said, string start, string end, string? after)
    {
        for (var at = said.IndexOf(start, StringComparison.Ordinal); at >= 0;
            at = said.IndexOf(start, at + 1, StringComparison.Ordinal))
        {
            var stop = said.IndexOf(end, at + start.Length, StringComparison.Ordinal);
            var found = said[at..(stop + end.Length)];
            if (after is null || !found.Contains(after, StringComparison.Ordinal))
                return found;
        }

        return null;
    }

    private static bool IsSame(string? right, string? read) => right is null || read is null
        ? right == read
        : right == read || read == right + " 00:00:00"
            || (double.TryParse(right, CultureInfo.InvariantCulture, out var a)
                && double.TryParse(read, CultureInfo.InvariantCulture, out var b) && a.Equals(b));

    private static string[] Mix(string[] texts, string[] signs, Random chance)
    {
        var all = texts.ToList();
        foreach (var sign in signs)
        {
            for (var i = chance.Next(1, 5); i > 0; i--)
                all.Insert(chance.Next(all.Count), sign);
        }

        return [.. all];
    }

    private static string Write(double number, int way)
    {
        var plain = number.ToString("0.00", CultureInfo.InvariantCulture);
        var grouped = number.ToString("#,##0.00", CultureInfo.InvariantCulture);
        return way switch
        {
            0 => plain,
            1 => plain.Replace('.', ','),
            2 => grouped,
            3 => grouped.Replace(',', '_').Replace('.', ',').Replace('_', '.'),
            4 => grouped.Replace(',', ' ').Replace('.', ','),
            5 => grouped.Replace(',', '\''),
            6 => plain + "%",
            7 => (number < 0 ? "-$" : "$") + Math.Abs(number).ToString("#,##0.00", CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(way)),
        };
    }

    private void Write(SourceFormat format, string[] texts, bool allQuoted) => _yard.Write("t", format switch
    {
        SourceFormat.Csv => Encoding.UTF8.GetBytes(
            "v\n" + string.Concat(texts.Select(t => $"\"{t.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"))),
        SourceFormat.JsonLines => Encoding.UTF8.GetBytes(string.Concat(texts.Select(t =>
            $"{{\"v\": {(!allQuoted && double.TryParse(t, out _) ? t : JsonSerializer.Serialize(t))}}}\n"))),
        SourceFormat.Parquet => Raw.Parquet(
            $"SELECT unnest([{string.Join(", ", texts.Select(Snapshots.Sql.Text))}]) AS v"),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    });
}
