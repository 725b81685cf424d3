using System.Globalization;
using System.Text;
using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Ingestion.Tests.Malformed;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.Tests;

/// <summary>Values that people read as numbers or days are never words in silence; names made of digits are.</summary>
public sealed class When_words_look_like_more : IDisposable
{
    private const int Rows = 120;

    private static readonly Dictionary<string, Func<Random, string>> Odd = new()
    {
        ["12.5 kg"] = r => $"{r.Next(1, 900)}.{r.Next(10)} kg",
        ["7k"] = r => $"{r.Next(1, 900)}{(r.Next(2) == 0 ? "k" : "M")}",
        ["permille"] = r => $"{r.Next(1, 90)}.{r.Next(10)}‰",
        ["lakh"] = r => $"{r.Next(1, 90)},{r.Next(10, 99)},{r.Next(100, 999)}",
        ["underscore"] = r => $"{r.Next(1, 90)}_{r.Next(100, 999)}.{r.Next(10, 99)}",
        ["full width"] = r => string.Concat($"{r.Next(1000, 90000)}".Select(c => (char)(c - '0' + '０'))),
        ["full width fraction"] = r =>
            string.Concat($"-{r.Next(1, 900)}.{r.Next(10)}".Select(c => (char)(c + 0xFEE0))),
        ["arabic"] = r => string.Concat($"{r.Next(1000, 90000)}".Select(c => (char)(c - '0' + '٠'))),
        ["days"] = r => $"{r.Next(2, 90)} days",
        ["exponent"] = r => $"{r.Next(1, 9)}.{r.Next(100, 999)}D+03",
        ["clock"] = r => $"{r.Next(0, 24):D2}:{r.Next(60):D2}",
        ["clock pm"] = r => $"{r.Next(1, 13):D2}:{r.Next(60):D2} PM",
        ["duration"] = r => $"{r.Next(24, 90)}:{r.Next(60):D2}:{r.Next(60):D2}",
        ["month"] = r => $"{r.Next(2000, 2024)}-{r.Next(1, 13):D2}",
        ["month first"] = r => $"{r.Next(1, 13):D2}/{r.Next(2000, 2024)}",
        ["named month"] = r => Day(r).ToString("MMM yyyy", CultureInfo.InvariantCulture),
        ["short month"] = r => Day(r).ToString("MMM-yy", CultureInfo.InvariantCulture),
        ["ordinal"] = r => Day(r).ToString("MMM d", CultureInfo.InvariantCulture) + "th, 2018",
        ["quarter"] = r => $"Q{r.Next(1, 5)} {r.Next(2000, 2024)}",
        ["week"] = r => $"{r.Next(2000, 2024)}-W{r.Next(1, 53):D2}",
        ["japanese"] = r => Day(r).ToString("yyyy'年'MM'月'dd'日'", CultureInfo.InvariantCulture),
        ["german"] = r => $"{r.Next(1, 28)}. März {r.Next(2000, 2024)}",
        ["Uhr"] = r => Day(r).ToString("dd.MM.yyyy HH:mm 'Uhr'", CultureInfo.InvariantCulture),
        ["EST"] = r => Day(r).ToString("yyyy-MM-dd HH:mm:ss 'EST'", CultureInfo.InvariantCulture),
        ["blank behind the sign"] = r => $"- {r.Next(1, 90)}.{r.Next(10)}",
        ["apostrophe"] = r => $"'{r.Next(1, 90)}.{r.Next(10)}",
        ["in quotes"] = r => $"'{r.Next(10, 90)}'",
        ["in brackets"] = r => $"[{r.Next(1, 90)}.{r.Next(10)}]",
        ["hexadecimal"] = r => $"0x{r.Next(256, 9000):x}",
        ["hours and minutes"] = r => $"{r.Next(1, 9)}h {r.Next(10, 60)}m",
        ["no month"] = r => $"2022-{r.Next(13, 28)}-{r.Next(1, 13):D2}",
    };

    private static readonly Dictionary<string, Func<Random, string>> Names = new()
    {
        ["zeros"] = r => $"{r.Next(1, 9999):D5}",
        ["product"] = r => $"A-{r.Next(1000, 9999)}",
        ["product behind"] = r => $"{r.Next(1000, 9999)}-B{r.Next(9)}",
        ["house"] = r => $"{r.Next(1, 99)}{"ABCDabc"[r.Next(7)]}",
        ["long zip"] = r => $"{r.Next(10000, 99999)}-{r.Next(1000, 9999)}",
        ["version"] = r => $"{r.Next(1, 9)}.{r.Next(32, 90)}.{r.Next(40)}",
        ["phone"] = r => $"+{r.Next(1, 99)} {r.Next(100, 999)} {r.Next(100000, 999999)}",
        ["phone us"] = r => $"({r.Next(200, 999)}) {r.Next(100, 999)}-{r.Next(1000, 9999)}",
        ["phone dashes"] = r => $"{r.Next(200, 999)}-{r.Next(100, 999)}-{r.Next(1000, 9999)}",
        ["uuid"] = r => new Guid(Enumerable.Range(0, 16).Select(_ => (byte)r.Next(256)).ToArray()).ToString(),
        ["hash"] = r => "f" + r.NextInt64().ToString("x16"),
        ["address"] = r => $"10.{r.Next(256)}.{r.Next(256)}.{r.Next(256)}",
        ["security"] = r => $"{r.Next(100, 999)}-{r.Next(10, 99)}-{r.Next(1000, 9999)}",
        ["street"] = r => $"{r.Next(1, 99)} Main Street",
        ["flight"] = r => $"LH{r.Next(100, 999)}",
        ["word"] = r => r.Next(2) == 0 ? "May" : "March",
    };

    private readonly Yard _yard = new();

    public static TheoryData<SourceFormat> Formats => [SourceFormat.Csv, SourceFormat.JsonLines, SourceFormat.Parquet];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Should_say_what_they_look_like_and_what_is_right(SourceFormat format)
    {
        foreach (var (name, draw) in Odd)
        {
            foreach (var different in (int[])[4, Rows])
            {
                var values = Draw(draw, different);
                var answer = Yard.As<DataFetched>(await Fetch(format, values));

                var said = answer.Warnings.Where(w => w.Column == "v").ToArray();
                Assert.True(said.Length == 1, $"{name}: {values[0]}: {said.Length} warnings");
                Assert.Contains("schema: { v: category", said[0].Message, StringComparison.Ordinal);
                Assert.Equal(values[0], said[0].Observed);
                Assert.Equal(1, said[0].Row);
                Assert.Empty(
                    Yard.As<DataFetched>(await Fetch(format, values, "schema: { v: category, w: category }")).Warnings);
            }
        }
    }

    /// <summary>However many rows there are, and whatever comes first.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Should_say_it_of_many_rows_that_come_late(SourceFormat format)
    {
        var chance = new Random(3);
        string[] values =
        [
            .. Enumerable.Repeat("(not measured)", 11_000),
            .. Enumerable.Range(0, 120_000).Select(_ => $"{chance.Next(1, 9)}.{chance.Next(10)} kg"),
        ];

        var said = Yard.As<DataFetched>(await Fetch(format, values)).Warnings.Single(w => w.Column == "v");

        Assert.Contains("looks like a number with a unit", said.Message, StringComparison.Ordinal);
    }

    /// <summary>Crafted to be read in very many ways.</summary>
    [Fact]
    public async Task Should_take_no_longer_over_one_text_than_over_another()
    {
        var values = Enumerable.Range(0, 5000).Select(
            i => $"{i % 9} may {string.Concat(Enumerable.Repeat("may", 16))}!").ToArray();

        Assert.DoesNotContain(
            Yard.As<DataFetched>(await Fetch(SourceFormat.Csv, values)).Warnings,
            w => w.Message.Contains("looks like", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Should_leave_names_of_digits_alone(SourceFormat format)
    {
        foreach (var (name, draw) in Names)
        {
            var values = Draw(draw, Rows);
            var answer = Yard.As<DataFetched>(await Fetch(format, values));
            Assert.True(
                answer.Warnings.All(w => w.Message.Contains("begins with zero", StringComparison.Ordinal)
                    || w.Message.Contains("are texts and read as", StringComparison.Ordinal)),
                $"{name}: {values[0]}: {string.Join(' ', answer.Warnings.Select(w => w.Message))}");
        }
    }

    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss,fff", "TIMESTAMP")]
    [InlineData("yyyy-MM-dd't'HH:mm:ss'z'", "TIMESTAMP")]
    [InlineData("yyyy-MM-dd'T'HH", "TIMESTAMP")]
    [InlineData("yyyy-MM-dd-HH.mm.ss", "TIMESTAMP")]
    [InlineData("yyyy-M-d", "DATE")]
    [InlineData("yyyy-M-d H:mm", "TIMESTAMP")]
    public async Task Should_find_the_form_of_all_of_them(string form, string type)
    {
        var values = Draw(r => Day(r).ToString(form, CultureInfo.InvariantCulture), Rows);
        var right = Draw(Day, Rows).Select(d => d.ToString(
            type == "DATE" ? "yyyy-MM-dd" : form.EndsWith("HH", StringComparison.Ordinal) ? "yyyy-MM-dd HH:00:00"
                : form.Contains("ss", StringComparison.Ordinal) ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:00",
            CultureInfo.InvariantCulture));

        var fetched = Yard.As<DataFetched>(await Fetch(SourceFormat.Csv, values));

        Assert.Contains($"v {type}", await _yard.Columns(fetched.Snapshot));
        Assert.Equal(right, (await _yard.Rows(fetched.Snapshot)).Select(row => row[0]!.Split('.')[0]));
        Assert.Single(fetched.Warnings);
    }

    [Theory]
    [InlineData("\u2003", "")]
    [InlineData("", "\u200B")]
    [InlineData("\uFEFF\u3000", "\u2009")]
    public async Task Should_take_off_every_blank(string before, string behind)
    {
        foreach (var format in (SourceFormat[])[SourceFormat.Csv, SourceFormat.JsonLines, SourceFormat.Parquet])
        {
            var values = Draw(r => $"{before}{r.Next(5000)}.5{behind}", Rows);
            var fetched = Yard.As<DataFetched>(await Fetch(format, values, "schema: { v: number, w: category }"));
            Assert.Equal(
                values.Select(v => v.Trim('\u2003', '\u200B', '\uFEFF', '\u3000', '\u2009')),
                (await _yard.Rows(fetched.Snapshot)).Select(row => row[0]));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Should_take_blanks_alone_for_nothing(SourceFormat format)
    {
        foreach (var blank in (string[])["\u3000", "\u2003\u200B", "\u00A0", " "])
        {
            var values = Draw(r => $"{r.Next(5000)}.5", Rows);
            (values[3], values[7], values[9]) = (blank, $"{blank}NA", $"NA{blank}");

            var fetched = Yard.As<DataFetched>(await Fetch(
                format, values, "schema: { v: number, w: category }", ", null_values: [NA]"));

            Assert.Equal(3, (await _yard.Rows(fetched.Snapshot)).Count(row => row[0] is null));
        }
    }

    [Fact]
    public async Task Should_say_that_times_without_separators_are_numbers()
    {
        var values = Draw(r => Day(r).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture), Rows);

        var said = Assert.Single(Yard.As<DataFetched>(await Fetch(SourceFormat.Csv, values)).Warnings);

        Assert.Contains("yyyyMMddHHmmss", said.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _yard.Dispose();

    private static T[] Draw<T>(Func<Random, T> draw, int different)
    {
        var chance = new Random(7);
        var some = Enumerable.Range(0, different).Select(_ => draw(chance)).ToArray();
        return [.. Enumerable.Range(0, Rows).Select(i => some[i % different])];
    }

    private static DateTime Day(Random r) => new DateTime(2015, 1, 1).AddSeconds(r.Next(8 * 365 * 86_400));

    private async Task<IMessage> Fetch(
        SourceFormat format, string[] values, string schema = "", string source = "")
    {
        _yard.Write("t", format switch
        {
            SourceFormat.Csv => Encoding.UTF8.GetBytes(
                "v,w\n" + string.Concat(values.Select(v => $"\"{v}\",x\n"))),
            SourceFormat.JsonLines => Encoding.UTF8.GetBytes(string.Concat(
                values.Select(v => $"{{\"v\": {JsonSerializer.Serialize(v)}, \"w\": \"x\"}}\n"))),
            SourceFormat.Parquet => Raw.Parquet(
                $"SELECT unnest([{string.Join(", ", values.Select(Snapshots.Sql.Text))}]) AS v, 'x' AS w"),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        });
        var key = format switch
        {
            SourceFormat.Csv => "csv",
            SourceFormat.JsonLines => "json_lines",
            SourceFormat.Parquet => "parquet",
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ {key}: t{source} }}\n{schema}\n"
            + "target: { column: w, task: multiclass }\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(" ", read.Problems.Select(p => p.Message)));
        return await _yard.Fetch(read.Definition);
    }
}
