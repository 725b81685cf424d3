using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Trainyard.Cli.Predict;

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

        Assert.Equal(
            expected.Select(row => (
                row.Size is { } size ? FormattableString.Invariant($"{size}") : null, row.Sold ? "true" : "false",
                row.Place)),
            rows.Select(row => ((string?)row["size"], (string)row["sold"]!, (string)row["place"]!)));
    }

    /// <summary>What they mean the server knows, by the source of the model.</summary>
    [Fact]
    public async Task Should_be_sent_as_they_are()
    {
        var schema = Schema with { File = new(";", HasHeader: true, Trims: true) };

        var rows = await Read(Write("rows.csv", [" size;sold;place;gate", "1.234,5;yes; 7 ;A", "NA;\"\";;B"]), schema);

        Assert.Equal("""{"size":"1.234,5","sold":"yes","place":" 7 ","gate":null}""", rows[0].ToJsonString());
        Assert.Equal("NA", (string?)rows[1]["size"]);
        Assert.True(string.IsNullOrEmpty((string?)rows[1]["sold"]) && rows[1]["place"] is null);
    }

    /// <summary>What has a type is sent so that it can't be taken for something else.</summary>
    [Fact]
    public async Task Should_take_values_of_parquet_as_they_are()
    {
        var schema = Schema with
        {
            Types = new Dictionary<string, string>
            {
                ["single"] = "number", ["size"] = "number", ["big"] = "integer", ["sold"] = "boolean",
                ["day"] = "date", ["at"] = "timestamp", ["moment"] = "timestamp", ["seconds"] = "timestamp",
                ["place"] = "category", ["code"] = "category", ["text"] = "number", ["bytes"] = "category",
            },
        };
        var path = Parquet("""
            SELECT 0.1::FLOAT AS single, 1e20::DOUBLE AS size, 9007199254740993::BIGINT AS big, true AS sold,
            DATE '2024-01-02' AS day, TIMESTAMP_NS '2024-01-02 03:04:05.678901234' AS at,
            TIMESTAMPTZ '2024-01-02 03:04:05+02' AS moment, 1700000000::DOUBLE AS seconds, 7 AS place,
            2.5::DOUBLE AS code, '1.234,5' AS text, 'é'::BLOB AS bytes, [1] AS gate
            UNION ALL SELECT 'nan'::FLOAT, 'inf'::DOUBLE, NULL, NULL, NULL, NULL, NULL, 'nan'::DOUBLE, NULL,
            'nan'::DOUBLE, NULL, NULL, NULL
            """.Replace("'é'::BLOB", "encode('é')", StringComparison.Ordinal));

        var rows = await Read(path, schema);

        Assert.Equal(
            """
            {"single":0.10000000149011612,"size":1e+20,"big":9007199254740993,"sold":true,
            "day":"2024-01-02T00:00:00.000000","at":"2024-01-02T03:04:05.678901",
            "moment":"2024-01-02T01:04:05.000000Z","seconds":1700000000,"place":"7",
            "code":"2.5","text":"1.234,5","bytes":"é","gate":null}
            """.ReplaceLineEndings(""),
            rows[0].ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("inf", (string?)rows[1]["size"]);
        Assert.All(rows[1].Where(one => one.Key != "size"), one => Assert.Null(one.Value));
    }

    /// <summary>A column of whole numbers becomes one of floats once a value is missing, and means the same.</summary>
    [Theory]
    [InlineData("3::DOUBLE", "3")]
    [InlineData("3::FLOAT", "3")]
    [InlineData("(-0.0)::DOUBLE", "0")]
    [InlineData("-17::DOUBLE", "-17")]
    [InlineData("2.5::FLOAT", "2.5")]
    [InlineData("1e300::DOUBLE", "1e+300")]
    [InlineData("3::TINYINT", "3")]
    [InlineData("1::DECIMAL(5,2)", "1.00")]
    [InlineData("'3.0'", "3.0")]
    [InlineData("'nan'::DOUBLE", null)]
    [InlineData("TIMESTAMP_NS '2024-01-02 03:04:05.678901234'", "2024-01-02 03:04:05.678901")]
    public async Task Should_have_the_words_that_training_makes_of_numbers(string value, string? word)
    {
        var schema = Schema with { Types = new Dictionary<string, string> { ["place"] = "category" } };

        var row = Assert.Single(await Read(Parquet($"SELECT {value} AS place"), schema));

        Assert.Equal(word, (string?)row["place"]);
    }

    [Fact]
    public async Task Should_refuse_values_that_are_no_cells()
    {
        var schema = Schema with { Types = new Dictionary<string, string> { ["place"] = "category" } };

        var refusal = await Assert.ThrowsAsync<CommandException>(() => Read(Parquet("SELECT [1] AS place"), schema));

        Assert.Contains("column 'place' is of Parquet type INTEGER[]", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("csv"), InlineData("parquet")]
    public async Task Should_refuse_a_column_that_is_there_twice_once_blanks_are_trimmed(string form)
    {
        var schema = Schema with
        {
            File = new(",", HasHeader: true, Trims: true),
            Types = new Dictionary<string, string> { ["place"] = "category" },
        };
        var path = form == "csv"
            ? Write("rows.csv", ["place, place", "a,b"])
            : Parquet("SELECT 'a' AS place, 'b' AS \" place\"");

        var refusal = await Assert.ThrowsAsync<CommandException>(() => Read(path, schema));

        Assert.Contains("has the column 'place' twice", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Of two equal names DuckDB calls the second one as the third is called here.</summary>
    [Fact]
    public async Task Should_take_a_column_by_the_name_that_the_file_gives_it()
    {
        var schema = Schema with
        {
            File = new(",", HasHeader: true, Trims: true),
            Types = new Dictionary<string, string> { ["a_1"] = "category" },
        };

        var row = Assert.Single(await Read(Write("rows.csv", ["a,a,a_1", "1,2,3"]), schema));

        Assert.Equal("3", (string?)row["a_1"]);
    }

    [Fact]
    public async Task Should_refuse_columns_that_differ_in_case_alone()
    {
        var schema = Schema with
        {
            File = new(",", HasHeader: true, Trims: true),
            Types = new Dictionary<string, string> { ["place"] = "category" },
        };

        var refusal = await Assert.ThrowsAsync<CommandException>(
            () => Read(Write("rows.csv", ["Place,place", "1,2"]), schema));

        Assert.Contains("'Place' and 'place', which differ in case alone", refusal.Message, StringComparison.Ordinal);
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

        var row = Assert.Single(await Read(path, schema with { File = new(",", HasHeader: false, Trims: true) }));

        Assert.Equal(
            Enumerable.Range(0, columns).Select(i => ($"column{i}", (double)i)),
            row.Select(value => (value.Key, double.Parse((string)value.Value!))));
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

        var types = new Dictionary<string, string>
        {
            ["row"] = "integer", ["prediction"] = "category", ["probability_a,\"b\""] = "number",
        };
        var schema = Schema with { Types = types };
        var rows = await Read(path, schema);
        Assert.Equal(Enumerable.Range(1, 300), rows.Select(row => int.Parse($"{row["row"]}")));
        Assert.All(rows, row => Assert.Equal("a,\"b\"", (string?)row["prediction"]));
        Assert.All(rows, row => Assert.Equal("0.75", $"{row["probability_a,\"b\""]}"));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public async Task Should_leave_no_file_where_it_was_not_finished()
    {
        await using (var file = PredictionFile.Create(Path.Combine(_folder.FullName, "out.csv")))
            await file.Add([new JsonObject { ["prediction"] = 1.5 }]);

        Assert.Empty(_folder.GetFiles());
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

    private static async Task<List<JsonObject>> Read(string path, ModelSchema? schema = null) =>
        await RowFile.Read(path, schema ?? Schema, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
}
