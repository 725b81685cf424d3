using System.Text;
using CsCheck;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Sources;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

public sealed class When_files_are_drawn_by_chance : IDisposable
{
    private static readonly Gen<string?> Field = Gen.Frequency(
        (1, Gen.Const((string?)null)),
        (3, Gen.String[Gen.Char["abc ,;|\"\n\r\té日0-'"], 1, 12].Select(t => (string?)t)));

    private readonly Yard _yard = new();

    [Fact]
    public async Task Should_give_back_every_text_that_was_written_as_csv() =>
        await Gen.Select(Gen.Int[1, 4], Gen.Int[1, 30], Gen.Bool, Gen.Char[",;|\t"], Field.Array[120]).SampleAsync(
            async (columns, rows, crlf, delimiter, fields) =>
            {
                var table = fields.Take(rows * columns).Chunk(columns).ToArray();
                var names = Enumerable.Range(0, columns).Select(c => $"c{c}").ToArray();
                var end = crlf ? "\r\n" : "\n";
                var lines = table.Select(row => string.Join(delimiter, row.Select(v => Quoted(v, delimiter))));
                _yard.Write("t.csv", Encoding.UTF8.GetBytes(
                    string.Join(delimiter, names) + end + string.Concat(lines.Select(l => l + end))));
                var definition = Yard.Define(
                    SourceFormat.Csv, "t.csv",
                    [.. names.Select(n => new ColumnDefinition { Name = n, Type = ColumnType.Text })]);
                var source = new CsvSource { Path = "t.csv", Delimiter = delimiter.ToString(), Trim = false };
                definition = definition with { Source = source };

                var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition));

                Assert.Equal(table, await _yard.Rows(fetched.Snapshot));
            },
            iter: Fuzz.Cases(within: 60), threads: 1);

    [Fact]
    public async Task Should_give_back_every_number_that_was_written() =>
        await Gen.Select(Gen.Double.Where(double.IsFinite).Array[1, 40], Gen.Long.Array[40], Gen.Bool).SampleAsync(
            async (doubles, longs, json) =>
            {
                var rows = doubles.Select((d, i) => (Number: d, Integer: longs[i])).ToArray();
                var text = json
                    ? "[" + string.Join(",\n", rows.Select(r => $"{{\"n\": {r.Number:R}, \"i\": {r.Integer}}}")) + "]"
                    : "n,i\n" + string.Concat(rows.Select(r => $"{r.Number:R},{r.Integer}\n"));
                _yard.Write("t", Encoding.UTF8.GetBytes(text));
                var definition =
                    Yard.Define(json ? SourceFormat.Json : SourceFormat.Csv, "t", Yard.Schema("n Number, i Integer"));

                var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition));

                Assert.Equal(
                    rows, (await _yard.Rows(fetched.Snapshot)).Select(r => (double.Parse(r[0]!), long.Parse(r[1]!))));
            },
            iter: Fuzz.Cases(within: 60), threads: 1);

    [Fact]
    public async Task Should_answer_whatever_the_bytes_are()
    {
        byte[][] seeds =
        [
            .. GoodFiles.All.Where(f => !f.Name.StartsWith("parquet", StringComparison.Ordinal)).Select(f => f.Bytes()),
        ];
        await Gen.Select(
            Gen.Int[0, seeds.Length - 1],
            Gen.OneOf(Gen.Const(SourceFormat.Csv), Gen.Const(SourceFormat.Json), Gen.Const(SourceFormat.JsonLines)),
            Gen.Select(Gen.Int[0, 200],
                Gen.OneOf(Gen.Byte, Gen.Char["\"\n\r,{}[]:\\ \0"].Select(c => (byte)c))).Array[0, 6]).SampleAsync(
            async (seed, format, changes) =>
            {
                var bytes = seeds[seed].ToArray();
                foreach (var (at, value) in changes)
                    bytes[at % bytes.Length] = value;
                _yard.Write("t", bytes);

                var answer = await _yard.FetchAndCheck(Yard.Define(format, "t"));

                Assert.True(answer is DataAccepted or DataRejected { Findings.Count: > 0 });
                Assert.DoesNotContain(
                    (answer as DataRejected)?.Findings ?? [],
                    f => f.Message.Contains("by another", StringComparison.Ordinal));
            },
            iter: Fuzz.Cases(within: 200), threads: 1);
    }

    [Fact]
    public async Task Should_answer_whatever_is_damaged_in_a_parquet_file()
    {
        var whole = Malformed.Raw.Parquet(
            """
            SELECT range AS a, range / 7.0 AS b, 'w' || range AS c, DATE '2001-01-01' + range::INTEGER AS d
            FROM range(500)
            """);
        await Gen.Select(Gen.Int[4, whole.Length - 9], Gen.Byte, Gen.Int[1, 8]).SampleAsync(
            async (at, value, length) =>
            {
                var bytes = whole.ToArray();
                bytes.AsSpan(at, Math.Min(length, bytes.Length - 8 - at)).Fill(value);
                _yard.Write("t.parquet", bytes);

                var answer = await _yard.FetchAndCheck(Yard.Define(SourceFormat.Parquet, "t.parquet"));

                Assert.True(answer is DataAccepted or DataRejected { Findings.Count: > 0 });
            },
            iter: Fuzz.Cases(within: 150), threads: 1);
    }

    public void Dispose() => _yard.Dispose();

    private static string Quoted(string? value, char delimiter) => value switch
    {
        null => "",
        _ when value.AsSpan().ContainsAny(delimiter, '"') || value.AsSpan().ContainsAny('\r', '\n') =>
            $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => value,
    };
}
