using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Trainyard.Contracts;
using Trainyard.Ingestion.Tests.Malformed;
using Trainyard.Pipelines;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

/// <summary>Whatever is said of a column, each line that is offered makes a pipeline file that is right, and with it
/// the column is read and nobody complains so again.</summary>
public sealed partial class When_every_offered_line_is_tried : IDisposable
{
    private const int Rows = 60;

    private static readonly Dictionary<string, Func<int, string>> Usual = new()
    {
        ["whole"] = i => $"{(i * 7) % 50}",
        ["number"] = i => $"{i % 9}.{(i * 7) % 10}5",
        ["day"] = i => Day(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["time"] = i => Day(i).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        ["zoned"] = i => Day(i).ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["german"] = i => Day(i).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
        ["truth"] = i => i % 3 == 0 ? "true" : "false",
        ["comma"] = i => $"{i % 9},{(i * 7) % 10}5",
        ["code"] = i => $"{i % 9:D3}",
    };

    private static readonly Dictionary<string, Func<int, string>> Other = new()
    {
        ["bracket"] = i => $"({i})",
        ["minus behind"] = i => $"{i}-",
        ["plus behind"] = i => $"{i % 5}+",
        ["footnote"] = i => $"{i % 7}.5*",
        ["at least"] = i => $">= {i % 5}",
        ["equals"] = i => $"={i % 5}.5",
        ["exactness"] = i => $"{i % 5}.5 ± 0.3",
        ["no cents"] = i => $"{i % 5},-",
        ["rupees"] = i => $"Rs. {30 + (i % 5)}",
        ["credit"] = i => $"{i % 5}.50 CR",
        ["zone by name"] = i => Day(i).ToString("ddd MMM dd HH:mm:ss 'CET' yyyy", CultureInfo.InvariantCulture),
        ["american zone"] = i => Day(i).ToString("ddd MMM d HH:mm:ss 'EST' yyyy", CultureInfo.InvariantCulture),
        ["blanks"] = i => Day(i).ToString("d. M. yyyy", CultureInfo.InvariantCulture),
        ["day with a zone"] = i => Day(i).ToString("yyyy-MM-dd'Z'", CultureInfo.InvariantCulture),
        ["time first"] = i => Day(i).ToString("HH:mm dd.MM.yyyy", CultureInfo.InvariantCulture),
        ["time first of two digits"] = i => Day(i).ToString("HH:mm dd.MM.yy", CultureInfo.InvariantCulture),
        ["digits"] = i => Day(i).ToString("ddMMyyyy", CultureInfo.InvariantCulture),
        ["american digits"] = i => Day(i).ToString("MMddyyyy", CultureInfo.InvariantCulture),
        ["year first"] = i => Day(i).ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        ["telephone"] = i => $"+43664{1234500 + (i % 9)}",
        ["fraction"] = i => $"123456789012.12345{60 + i}",
        ["long fraction"] = i => $"0.123456789012345678{i:D2}1",
        ["tiny"] = i => $"{1 + (i % 9)}e-400",
        ["large"] = i => $"9223372036854775{808 + i}",
        ["no such day"] = i => $"2021-02-{30 + (i % 2)}",
        ["hour 24"] = i => $"{Day(i):yyyy-MM-dd}T24:00:00",
        ["leap second"] = i => $"{Day(i):yyyy-MM-dd}T23:59:60",
        ["zone"] = i => Day(i).ToString("yyyy-MM-ddTHH:mm:ss'+01:00'", CultureInfo.InvariantCulture),
        ["day"] = i => Day(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["end of the calendar"] = i => $"9999-12-31T23:59:{i % 60:D2}-05:00",
        ["long"] = i => new string('x', 80),
        ["longer"] = i => new string('x', 300),
        ["tabulator"] = i => "a\tb",
        ["line"] = i => "a\nb",
        ["next line"] = i => "a\u0085b",
        ["hidden"] = i => "a\u2028\u202Eb",
        ["secret"] = i => "${HOME}",
        ["word"] = i => "none of \"these\"",
        ["sign"] = i => "NA",
        ["infinity"] = i => "-inf",
        ["overflow"] = i => "1" + new string('0', 400),
        ["truth"] = i => "true",
        ["null"] = i => "-999.0",
    };

    /// <summary>Those of which, alone in a column, there is nothing to say.</summary>
    private static readonly HashSet<string> Plain =
    [
        "zone", "day", "long", "longer", "tabulator", "line", "next line", "hidden", "secret", "word",
        "infinity", "truth", "null",
    ];

    private readonly Yard _yard = new();

    /// <summary>The others alone, among the usual ones in each share, in each format of texts.</summary>
    public static TheoryData<string, string> Kinds
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var other in Other.Keys)
                all.Add("", other);
            foreach (var usual in Usual.Keys)
                all.Add(usual, "");
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Should_end_what_is_said(string usual, string other)
    {
        if (usual.Length == 0)
            Assert.Equal(
                !Plain.Contains(other),
                await Try(Enumerable.Range(0, Rows).Select(Other[other]), SourceFormat.Csv, other) > 0);
        var chance = new Random(usual.Length + (31 * other.Length));
        for (var i = 0; i < Fuzz.Cases(within: 1); i++)
        {
            var rest = usual.Length > 0 ? usual : Usual.Keys.ElementAt(chance.Next(Usual.Count));
            var odd = other.Length > 0 ? other : Other.Keys.ElementAt(chance.Next(Other.Count));
            var every = new[] { Rows, 20, 3, 2 }[chance.Next(4)];
            var format = new[] { SourceFormat.Csv, SourceFormat.JsonLines, SourceFormat.Parquet }[chance.Next(3)];
            var values = Enumerable.Range(0, Rows).Select(row => row % every == every - 1
                ? Other[odd](row) : Usual[rest](row));
            await Try(values, format, $"{odd} among {rest}, one in {every}, {format}");
        }
    }

    /// <summary>What Parquet's own types hold and no column does, and what a column without a name is called.</summary>
    [Theory]
    [InlineData("parquet", "(18446744073709551615 - i)::UBIGINT")]
    [InlineData("parquet", "(if(i = 7, 18446744073709551615, i))::UBIGINT")]
    [InlineData("parquet", "(12345678901234567890.25 + i)::DECIMAL(38,2)")]
    [InlineData("parquet", "(0.12345678901234567890 + i / 10)::DECIMAL(38,20)")]
    [InlineData("parquet", "(if(i = 7, 'inf', i::VARCHAR))::DOUBLE")]
    [InlineData("parquet", "(if(i % 5 = 0, if(i = 10, '-inf', 'inf'), i::VARCHAR))::FLOAT")]
    [InlineData("parquet", "if(i = 7, 'infinity'::DATE, '2021-01-01'::DATE + i::INTEGER)")]
    [InlineData("parquet", "if(i % 3 = 0, make_date(20210, 1, 1), '2021-01-01'::DATE + i::INTEGER)")]
    [InlineData("parquet", "if(i = 7, 'infinity'::TIMESTAMP, '2021-01-01'::TIMESTAMP + to_hours(i))")]
    [InlineData("parquet", "'20210-01-01'::TIMESTAMP + to_hours(i)")]
    [InlineData("parquet", "'2021-01-' || (10 + i % 20) || if(i = 3, '', 'T10:00:00Z')")]
    [InlineData("csv", "i", "")]
    [InlineData("csv", "i", "Unnamed: 0")]
    [InlineData("parquet", "i", "Unnamed: 0")]
    public async Task Should_end_what_is_said_of_types_and_names(string format, string value, string name = "x")
    {
        var table = $"SELECT {value} AS {Snapshots.Sql.Name(name.Length == 0 ? " " : name)}, i % 7 AS z,"
            + $" if(i % 2 = 0, 'a', 'b') AS y FROM range({Rows}) t(i)";
        _yard.Write("t", format == "csv" ? Csv(table, name) : Raw.Parquet(table));

        var said = await Try(
            format == "csv" ? SourceFormat.Csv : SourceFormat.Parquet, value, name.Length == 0 ? "column0" : name);

        Assert.Equal(1, said);
    }

    /// <summary>A part of the pipeline that needs a type is offered no other.</summary>
    [Theory]
    [InlineData("split: { by: time, column: x }", "if(i = 7, 'infinity'::DATE, '2021-01-01'::DATE + i::INTEGER)")]
    [InlineData("features: [{ numeric: [x] }]", "(if(i = 7, 'inf', i::VARCHAR))::DOUBLE")]
    [InlineData("split: { by: time, column: x }", "'2021-' || if(i = 7, '02-31', '03-' || (10 + i % 20))")]
    public async Task Should_leave_the_rest_of_the_pipeline_right(string rest, string value)
    {
        var table = $"SELECT {value} AS x, i % 7 AS z, if(i % 2 = 0, 'a', 'b') AS y FROM range({Rows}) t(i)";
        var isText = value.StartsWith('\'');
        _yard.Write("t", isText ? Csv(table, "x") : Raw.Parquet(table));

        Assert.Equal(1, await Try(isText ? SourceFormat.Csv : SourceFormat.Parquet, value, "x", rest));
    }

    public void Dispose() => _yard.Dispose();

    private async Task<int> Try(IEnumerable<string> values, SourceFormat format, string what)
    {
        Write([.. values], format);
        return await Try(format, what, "x");
    }

    private async Task<int> Try(SourceFormat format, string what, string column, string rest = "")
    {
        var said = await Said("", format, what, column, rest);
        foreach (var line in Lines(said).Distinct())
        {
            var again = await Said(line, format, $"{what}: {line}", column, rest);
            Assert.False(
                Lines(again).Contains(line),
                $"{what}: {line}: {string.Join('\n', again.Select(found => found.Message))}");
            if (again.FirstOrDefault(found => !found.IsWarning) is { } refused)
                Assert.Fail($"{what}: {line}: {refused.Message}");
        }

        return said.Count;
    }

    private async Task<IReadOnlyList<Finding>> Said(
        string line, SourceFormat format, string what, string column, string rest)
    {
        var isSchema = line.StartsWith("schema", StringComparison.Ordinal);
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ {Key(format)}: t{(line.Length == 0 || isSchema ? "" : ", " + line)} }}\n"
            + $"{(isSchema ? line : "")}\n{rest}\ntarget: {{ column: y, positive: b, task: binary }}\n"
            + "train: { trainer: lightgbm, iterations: 3 }\n");
        Assert.True(read.Definition is not null, $"{what}: {string.Join(' ', read.Problems.Select(p => p.Message))}");
        return await _yard.Fetch(read.Definition) switch
        {
            DataRejected rejected => [.. rejected.Findings.Where(found => found.Column == column)],
            DataFetched fetched => [.. fetched.Warnings.Where(found => found.Column == column)],
            var other => throw new InvalidOperationException($"{what}: {other}"),
        };
    }

    private void Write(string[] values, SourceFormat format)
    {
        var rows = values.Select((x, i) => (X: x, Z: i % 7, Y: i % 2 == 0 ? "a" : "b"));
        _yard.Write("t", format switch
        {
            SourceFormat.Csv => Encoding.UTF8.GetBytes("x,z,y\n" + string.Concat(rows.Select(
                row => $"\"{row.X.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{row.Z},{row.Y}\n"))),
            SourceFormat.JsonLines => Encoding.UTF8.GetBytes(string.Concat(rows.Select(
                row => $"{{\"x\": {Json(row.X)}, \"z\": {row.Z}, \"y\": \"{row.Y}\"}}\n"))),
            SourceFormat.Parquet => Raw.Parquet("SELECT unnest(["
                + string.Join(", ", rows.Select(
                    row => $"{{'x': {Snapshots.Sql.Text(row.X)}, 'z': {row.Z}, 'y': '{row.Y}'}}"))
                + "], recursive := true)"),
            var other => throw new ArgumentOutOfRangeException(nameof(format), other, null),
        });
    }

    private static byte[] Csv(string table, string name) => Encoding.UTF8.GetBytes(
        $"{name},z,y\n" + string.Concat(Yard.Ask(table).Select(row => string.Join(',', row) + "\n")));

    private static string Json(string value) =>
        IsBare().IsMatch(value) ? value : JsonSerializer.Serialize(value);

    private static string Key(SourceFormat format) => format switch
    {
        SourceFormat.Csv => "csv",
        SourceFormat.JsonLines => "json_lines",
        SourceFormat.Parquet => "parquet",
        var other => throw new ArgumentOutOfRangeException(nameof(format), other, null),
    };

    private static IEnumerable<string> Lines(IEnumerable<Finding> said) =>
        said.SelectMany(found => Line().Matches(found.Message).Select(match => match.Value));

    // Further apart than a month, and beyond the twelfth now and then.
    private static DateTime Day(int i) => new DateTime(2019, 1, 3, 13, 45, 7).AddDays((i % 24) * 37);

    [GeneratedRegex("(?:schema: \\{(?:[^{}\"]|\"(?:\\\\.|[^\"\\\\])*\""
        + "|\\{(?:[^{}\"]|\"(?:\\\\.|[^\"\\\\])*\")*\\})*\\})"
        + "|(?:(?:null_values|ignore): \\[(?:[^\\]\"]|\"(?:\\\\.|[^\"\\\\])*\")*\\])")]
    private static partial Regex Line();

    [GeneratedRegex(@"^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false)$")]
    private static partial Regex IsBare();
}
