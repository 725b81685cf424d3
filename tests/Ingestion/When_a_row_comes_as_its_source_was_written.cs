using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trainyard.Contracts;
using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Values;

namespace Trainyard.Ingestion.Tests;

/// <summary>A text of a request means what it meant in the source, to the bit; or the row is refused.</summary>
public sealed class When_a_row_comes_as_its_source_was_written : IDisposable
{
    private const int Count = 60;

    private readonly Yard _yard = new();

    public static TheoryData<string, string, bool, int> Sources
    {
        get
        {
            var sources = new TheoryData<string, string, bool, int>();
            foreach (var (seed, way) in NumberFormat.Usual.Index())
            {
                foreach (var format in (string[])["csv", "json_lines", "json", "parquet"])
                    sources.Add(format, $"{way.Decimal}{way.Thousands}", true, seed);
                sources.Add("csv", $"{way.Decimal}{way.Thousands}", false, seed);
            }

            return sources;
        }
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task Should_read_each_text_as_it_was_read_there(string format, string way, bool trims, int seed)
    {
        var random = new Random(seed);
        var numbers = new NumberFormat(way[0], way.Length > 1 ? way[1] : null);
        // What says of itself what is text has texts that read like something else as words: there all is declared.
        var columns = WrittenColumn.All(numbers).Where(c => format == "csv" || c.Schema is not null || c.Name == "word")
            .ToList();
        var texts = Enumerable.Range(0, Count).Select(_ => columns.Select(c => Text(random, c)).ToArray()).ToList();
        Write(format, columns, texts);
        var definition = Define(format, numbers, trims, columns);
        var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition));

        var snapshot = await _yard.Store.Open(fetched.Snapshot, TestContext.Current.CancellationToken);
        var table = Table.ReadParquet(snapshot).As(definition.Schema).WithNames();
        var fitting = FeatureFitter.Fit(definition, table, seed: 1, SourceReading.Of(snapshot));
        Assert.True(fitting.Features is not null, string.Join('\n', fitting.Problems.Select(p => p.Message)));

        var features = fitting.Features;
        Assert.Equal(columns.Select(c => c.Name).Order(), features.Inputs.Select(i => i.Name).Order());
        foreach (var (place, row) in texts.Index())
        {
            var expected = features.Inputs.Select(input => table.Find(input.Name)![place]).ToArray();
            var written = columns.Zip(row).ToDictionary(one => one.First.Name, one => one.Second);
            Same(expected, Read(features, new JsonObject(features.Inputs.Select(
                input => KeyValuePair.Create(input.Name, (JsonNode?)written[input.Name])))), features, written);
            Same(expected, Read(features, new JsonObject(features.Inputs.Select(
                (input, i) => KeyValuePair.Create(input.Name, AsItself(input, expected[i]))))), features, written);
        }

        Refuses(features, columns, columns.Zip(texts[0]).ToDictionary(one => one.First.Name, one => one.Second));
    }

    public void Dispose() => _yard.Dispose();

    private static void Refuses(
        FittedFeatures features, List<WrittenColumn> columns, Dictionary<string, string?> row)
    {
        foreach (var column in columns)
        {
            foreach (var misfit in column.Misfits)
            {
                var json = new JsonObject(row.Select(one => KeyValuePair.Create(
                    one.Key, (JsonNode?)(one.Key == column.Name ? misfit : one.Value))));

                var problems = Read(features, json).Problems;

                var problem = Assert.Single(problems, p => !p.IsWarning);
                Assert.Equal(column.Name, problem.Column);
                Assert.Contains(misfit, problem.Message, StringComparison.Ordinal);
            }

            var huge = new JsonObject(row.Select(one => KeyValuePair.Create(
                one.Key, (JsonNode?)(one.Key == column.Name ? new string('x', 100_000) : one.Value))));
            Assert.All(Read(features, huge).Problems, p => Assert.InRange(p.Message.Length, 1, 300));
        }
    }

    private static void Same(
        Cell[] expected, (IReadOnlyList<RowProblem> Problems, Cell[] Cells) read, FittedFeatures features,
        Dictionary<string, string?> written)
    {
        Assert.True(read.Problems.Count == 0, string.Join('\n', read.Problems.Select(p => p.Message)));
        foreach (var (i, input) in features.Inputs.Index())
        {
            Assert.True(
                expected[i].IsMissing == read.Cells[i].IsMissing && expected[i].Word == read.Cells[i].Word
                    && BitConverter.DoubleToInt64Bits(expected[i].Number)
                        == BitConverter.DoubleToInt64Bits(read.Cells[i].Number),
                $"{input.Name}: '{written[input.Name]}' was {expected[i]} and is {read.Cells[i]}.");
        }
    }

    private static (IReadOnlyList<RowProblem> Problems, Cell[] Cells) Read(FittedFeatures features, JsonObject row)
    {
        using var json = JsonDocument.Parse(row.ToJsonString());
        var cells = new Cell[features.Inputs.Count];
        return (features.ReadRow(json.RootElement, cells), cells);
    }

    /// <summary>The value as JSON has it, without the form of the source.</summary>
    private static JsonNode? AsItself(InputColumn input, Cell cell) => input.Type switch
    {
        _ when cell.IsMissing => null,
        ColumnType.Category or ColumnType.Text => cell.Word,
        ColumnType.Boolean => cell.Number != 0,
        ColumnType.Date or ColumnType.Timestamp => FittedFeatures.WriteTime(input, cell.Number),
        ColumnType.Integer or ColumnType.Number => cell.Number,
        _ => throw input.Type.NotKnown(),
    };

    private static string? Text(Random random, WrittenColumn column) => random.Next(12) switch
    {
        0 => "NA",
        1 => "",
        2 when column.Name != "word" => $" {column.Draw(random)}\t",
        _ => column.Draw(random),
    };

    private static PipelineDefinition Define(
        string format, NumberFormat numbers, bool trims, List<WrittenColumn> columns)
    {
        var thousands = numbers.Thousands is { } sign ? $", thousands: \"{sign}\"" : "";
        var delimiter = format == "csv" ? ", delimiter: \";\"" : "";
        var schema = columns.Where(c => c.Schema is not null).Select(c => $"  {c.Name}: {c.Schema}\n");
        var read = PipelineFile.Read(
            "pipeline: t\n"
            + $"source: {{ {format}: t, null_values: [NA], trim: {(trims ? "true" : "false")}, decimal: "
            + $"\"{numbers.Decimal}\"{thousands}{delimiter} }}\n"
            + $"schema:\n{string.Concat(schema)}  y: {{ type: boolean }}\n"
            + "target: { column: y, task: binary }\ntrain: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join('\n', read.Problems.Select(p => p.Message)));
        return read.Definition;
    }

    private void Write(string format, List<WrittenColumn> columns, List<string?[]> rows)
    {
        var names = columns.Select(c => c.Name).Append("y").ToArray();
        var all = rows.Select((row, i) => row.Append(i % 2 == 0 ? "yes" : "no").ToArray()).ToList();
        var path = Path.Combine(_yard.Sources, "t");
        var json = all.Select(row => new JsonObject(names.Zip(row).Select(
            one => KeyValuePair.Create(one.First, (JsonNode?)one.Second))).ToJsonString()).ToList();
        if (format == "parquet")
        {
            File.WriteAllLines(path + ".jsonl", json);
            _ = Yard.Ask(
                $"COPY (SELECT * FROM read_json('{path}.jsonl', columns = {{{string.Join(", ", names.Select(
                    name => $"\"{name}\": 'VARCHAR'"))}}})) TO '{path}' (FORMAT parquet)");
            return;
        }

        File.WriteAllText(
            path,
            format switch
            {
                "csv" => string.Join(';', names) + "\n" + string.Concat(all.Select(
                    row => string.Join(';', row) + "\n")),
                "json_lines" => string.Join('\n', json),
                "json" => $"[{string.Join(",\n", json)}]",
                _ => throw new ArgumentException($"No source is written as {format}.", nameof(format)),
            },
            new UTF8Encoding(false));
    }
}
