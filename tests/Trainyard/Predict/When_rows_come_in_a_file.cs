using System.Text.Json.Nodes;
using Trainyard.Cli.Predict;
using Trainyard.Cli.Tests.Run;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Cli.Tests.Predict;

public sealed class When_rows_come_in_a_file : IDisposable
{
    private static readonly ModelSchema Schema = new(
        "m", 1,
        new Dictionary<string, string> { ["size"] = "number", ["sold"] = "boolean", ["place"] = "category" },
        MostRows: 10, LargestBody: 10_000);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, InlineData(","), InlineData(";"), InlineData("\t"), InlineData("|")]
    public async Task Should_be_read_by_the_delimiter_that_the_file_has(string delimiter)
    {
        var random = new Random(3);
        var expected = Enumerable.Range(0, 300).Select(_ => (
            Size: random.Next(5) == 0 ? (double?)null : random.NextDouble() * 1e6,
            Sold: random.Next(2) == 0,
            Place: random.Next(3) == 0 ? $"a {delimiter} \"b\"" : $"{random.Next(100)}")).ToList();
        var lines = expected.Select(row => string.Join(
            delimiter,
            FormattableString.Invariant($"{row.Size}"), row.Sold ? "true" : "false",
            $"\"{row.Place.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

        var rows = await Read(Write("rows.csv", [string.Join(delimiter, "size", "sold", "place"), .. lines]));

        Assert.Equal(expected, rows.Select(row => ((double?)row["size"], (bool)row["sold"]!, (string)row["place"]!)));
    }

    [Fact]
    public async Task Should_be_read_as_the_source_of_the_model_was()
    {
        var source = new CsvSource { Path = "x", Delimiter = ";", Decimal = ",", Thousands = ".", NullValues = ["NA"] };

        var rows = await Read(Write("rows.csv", ["size;sold;place", "1.234,5;true; 7 ", "NA;NA;NA"]), source);

        Assert.Equal("""{"size":1234.5,"sold":true,"place":"7"}""", rows[0].ToJsonString());
        Assert.Equal("""{"size":null,"sold":null,"place":null}""", rows[1].ToJsonString());
    }

    /// <summary>Numbers of a Parquet file are numbers, however the source writes those that it has as texts.</summary>
    [Theory, InlineData("."), InlineData(","), InlineData(" "), InlineData("'")]
    public async Task Should_take_numbers_of_parquet_as_they_are(string thousands)
    {
        var random = new Random(5);
        var expected = Enumerable.Range(0, 200).Select(_ => Math.Round(random.NextDouble() * 1e7, random.Next(6)))
            .Append(-999).ToList();
        var source = new ParquetSource
        {
            Path = "x", Decimal = thousands == "," ? "." : ",", Thousands = thousands, NullValues = ["-999", "true"],
        };
        var texts = string.Join(", ", expected.Select(size =>
            FormattableString.Invariant($"({size:R}::DOUBLE, true, '-999')")));
        var path = Parquet($"SELECT * FROM (VALUES {texts}, ('nan', false, 'a')) AS rows(size, sold, place)");

        var rows = await Read(path, source);

        Assert.Equal([.. expected, null], rows.Select(row => (double?)row["size"]));
        Assert.All(rows.SkipLast(1), row => Assert.Equal((true, null), ((bool)row["sold"]!, row["place"])));
    }

    [Fact]
    public async Task Should_read_texts_of_parquet_as_the_source_of_the_model_was()
    {
        var source = new ParquetSource { Path = "x", Decimal = ",", Thousands = ".", NullValues = ["NA"] };
        var path = Parquet("SELECT '1.234,5' AS size, 'true' AS sold, 7 AS place UNION ALL SELECT 'NA', 'NA', 8");

        var rows = await Read(path, source);

        Assert.Equal("""{"size":1234.5,"sold":true,"place":"7"}""", rows[0].ToJsonString());
        Assert.Equal("""{"size":null,"sold":null,"place":"8"}""", rows[1].ToJsonString());
    }

    /// <summary>More than ten of them are written with as many digits by others.</summary>
    [Theory, InlineData(3), InlineData(11), InlineData(120)]
    public async Task Should_name_columns_by_their_place_where_the_file_names_none(int columns)
    {
        var schema = Schema with
        {
            Types = Enumerable.Range(0, columns).ToDictionary(i => $"column{i}", _ => "number"),
        };
        var path = Write("rows.csv", [string.Join(',', Enumerable.Range(0, columns))]);

        var row = Assert.Single(await RowFile.Read(
            path, new CsvSource { Path = "x", Header = false }, schema, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            Enumerable.Range(0, columns).Select(i => ($"column{i}", (double)i)),
            row.Select(value => (value.Key, (double)value.Value!)));
    }

    [Fact]
    public async Task Should_pass_on_what_does_not_fit_for_the_server_to_say_so() =>
        Assert.Equal(
            """{"size":"large","sold":"perhaps","place":"1"}""",
            Assert.Single(await Read(Write("rows.csv", ["size,sold,place", "large,perhaps,1"]))).ToJsonString());

    [Fact]
    public async Task Should_say_which_column_a_file_lacks()
    {
        var problem = await Assert.ThrowsAsync<CommandException>(
            () => Read(Write("rows.csv", ["sise,sold,place", "1,true,a"])));

        Assert.EndsWith("has no column 'size'. It has 'sise'.", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n\n{\"a\":3}\n")]
    [InlineData("[{\"a\":1},{\"a\":2},{\"a\":3}]")]
    [InlineData("{\"rows\":[{\"a\":1},\n{\"a\":2},{\"a\":3}]}")]
    [InlineData("{\n \"a\": 1\n}\n{\"a\":2} {\"a\":3}")]
    public async Task Should_be_read_in_every_form_of_json(string text) =>
        Assert.Equal([1, 2, 3], (await Read(Write("rows.jsonl", [text]))).Select(row => (int)row["a"]!));

    [Theory]
    [InlineData("{\"a\":1}\n7", "Row 2 is no JSON object")]
    [InlineData("{\"a\":1}\n{\"a\":", "after 1 rows")]
    [InlineData("{\"a\":1}\n{\"a\":1,\"a\":2}", "Row 2 has the column 'a' twice.")]
    [InlineData("[{\"a\":1},{\"b\":1,\"a\":1,\"\\u0061\":2}]", "Row 2 has the column 'a' twice.")]
    [InlineData("{\"rows\":[{\"a\":1,\"a\":1}]}", "Row 1 has the column 'a' twice.")]
    [InlineData("{\"rows\":[],\"rows\":[]}", "Row 1 has the column 'rows' twice.")]
    [InlineData("{\"a\":{\"b\":1,\"b\":2}}", "Row 1 has an object in the column 'a' that has a name twice.")]
    [InlineData("a,b\n1,2", "The rows are not JSON at line 1")]
    public async Task Should_say_where_a_file_is_no_rows(string text, string sentence) => Assert.Contains(
        sentence,
        (await Assert.ThrowsAsync<CommandException>(() => Read(Write("rows.json", [text])))).Message,
        StringComparison.Ordinal);

    [Theory, InlineData("csv"), InlineData("parquet"), InlineData("jsonl")]
    public async Task Should_get_their_predictions_in_a_file(string ending)
    {
        var path = Path.Combine(_folder.FullName, $"out.{ending}");
        await using (var file = PredictionFile.Create(path))
        {
            for (var batch = 0; batch < 3; batch++)
            {
                await file.Add([.. Enumerable.Range(0, 100).Select(_ => new JsonObject
                {
                    ["prediction"] = "a,\"b\"",
                    ["probabilities"] = new JsonObject { ["a,\"b\""] = 0.75, ["c"] = 0.25 },
                })]);
            }

            await file.Close();
        }

        if (ending == "jsonl")
        {
            var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(300, lines.Length);
            Assert.Equal(300, (int)JsonNode.Parse(lines[^1])!["row"]!);
            return;
        }

        var schema = Schema with { Types = new Dictionary<string, string> { ["row"] = "integer" } };
        var rows = await RowFile.Read(path, null, schema, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 300), rows.Select(row => (int)(double)row["row"]!));
        Assert.All(rows, row => Assert.Equal("a,\"b\"", (string?)row["prediction"]));
        Assert.All(rows, row => Assert.Equal("0.75", (string?)row["probability_a,\"b\""]));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public async Task Should_leave_no_file_where_it_was_not_finished()
    {
        await using (var file = PredictionFile.Create(Path.Combine(_folder.FullName, "out.csv")))
            await file.Add([new JsonObject { ["prediction"] = 1.5 }]);

        Assert.Empty(_folder.GetFiles());
    }

    /// <summary>A server that is away must not be taken for one that does not know: the same file would be read
    /// otherwise.</summary>
    [Theory, MemberData(nameof(Outages.Kinds), MemberType = typeof(Outages))]
    public async Task Should_not_be_read_in_another_format_because_of_an_outage(string outage)
    {
        using var server = new PlayedServer().Says("/models/m/versions/1", () => throw Outages.Of(outage));
        using var client = server.Client();

        await Assert.ThrowsAsync(
            Outages.Of(outage).GetType(),
            () => RowFile.SourceOf("rows.csv", Schema, client, TestContext.Current.CancellationToken));
    }

    [Theory, InlineData("rows.csv", 1), InlineData("rows.parquet", 1), InlineData("rows.json", 0), InlineData("-", 0)]
    public async Task Should_say_where_nobody_knows_how_the_source_was_written(string path, int lines)
    {
        using var server = new PlayedServer();
        using var client = server.Client();

        var said = await Said.By(async () =>
        {
            Assert.Null(await RowFile.SourceOf(path, Schema, client, TestContext.Current.CancellationToken));
            return 0;
        });

        Assert.Equal((lines, lines), (said.Errors.Count, server.Asked.Count));
    }

    private string Parquet(string query)
    {
        var path = Path.Combine(_folder.FullName, "rows.parquet");
        using var duck = Duck.Open();
        Duck.Execute(duck, $"COPY ({query}) TO {Duck.Text(path)} (FORMAT parquet)");
        return path;
    }

    private string Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, string.Join("\n", lines));
        return path;
    }

    private static async Task<List<JsonObject>> Read(string path, FileSource? source = null) =>
        await RowFile.Read(path, source, Schema, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
}
