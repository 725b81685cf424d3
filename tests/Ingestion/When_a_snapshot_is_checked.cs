using System.Text;
using System.Text.Json;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Metrics;
using Trainyard.Ingestion.Tests.Malformed;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Quality;

namespace Trainyard.Ingestion.Tests;

public sealed class When_a_snapshot_is_checked : IDisposable
{
    private const string Rows =
        "id,age,town,joined\n1,30,Ulm,2001-01-01\n2,-4,Ulm,2001-01-02\n3,,Bonn,\n2,200,Köln,2001-01-04\n";

    private readonly Yard _yard = new();

    [Fact]
    public async Task Should_accept_what_keeps_every_rule()
    {
        var accepted = Yard.As<DataAccepted>(await Checked(With(
            new RowsRule { Min = 4, Max = 4 },
            new NullsRule { Columns = ["age"], Max = 0.25 },
            new RangeRule { Column = "age", Min = -4, Max = 200 },
            new ValuesRule { Column = "town", Allowed = ["Ulm", "Bonn", "Köln"] },
            new UniqueRule { Columns = ["id", "age"] },
            new UniqueRule())));

        Assert.Empty(accepted.Warnings);
    }

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public async Task Should_name_the_rule_that_is_broken(string name)
    {
        var (_, rule, expected) = Broken.Single(b => b.Name == name);

        var rejected = Yard.As<DataRejected>(await Checked(With(rule)));

        Assert.Equal(Step.Check, rejected.Step);
        Assert.Equal([expected], rejected.Findings.Select(ExpectedFinding.Of));
        Assert.False(rejected.Findings[0].IsWarning);
        Assert.NotNull(rejected.Report);
    }

    [Fact]
    public async Task Should_only_warn_where_the_rule_says_so()
    {
        var accepted = Yard.As<DataAccepted>(
            await Checked(With(new RangeRule { Column = "age", Min = 0, Otherwise = Otherwise.Warn })));

        Assert.Equal(
            [new ExpectedFinding("range", "age", 2, "-4", "at least 0")], accepted.Warnings.Select(ExpectedFinding.Of));
        Assert.True(accepted.Warnings[0].IsWarning);
    }

    [Fact]
    public async Task Should_name_everything_at_once_and_warnings_last()
    {
        var rejected = Yard.As<DataRejected>(await Checked(With(
            new RangeRule { Column = "age", Min = 0, Otherwise = Otherwise.Warn },
            new RowsRule { Min = 10 },
            new UniqueRule { Columns = ["id"] })));

        Assert.Equal(["rows", "unique", "range"], rejected.Findings.Select(f => f.Rule));
        Assert.Equal([false, false, true], rejected.Findings.Select(f => f.IsWarning));
    }

    [Fact]
    public async Task Should_hold_it_against_the_schema()
    {
        var definition = Define() with
        {
            Schema =
            [
                new ColumnDefinition { Name = "id", Type = ColumnType.Integer, Min = 1, Max = 2 },
                new ColumnDefinition { Name = "ages", Type = ColumnType.Integer },
                new ColumnDefinition { Name = "town", Type = ColumnType.Category, Values = ["Ulm", "Bonn"] },
                new ColumnDefinition { Name = "joined", Type = ColumnType.Date, Nullable = false },
                new ColumnDefinition { Name = "left", Type = ColumnType.Date, Required = false },
            ],
            UnexpectedColumns = UnexpectedColumns.Reject,
        };

        var rejected = Yard.As<DataRejected>(await Checked(definition));

        Assert.Equal(
            [
                new("schema", "id", 3, "3", "1 to 2"),
                new("schema", "ages", null, "no such column", "a column of this name"),
                new("schema", "town", 4, "Köln", "one of Ulm, Bonn"),
                new("schema", "joined", 3, "1 missing value", "no missing values"),
                new("schema", "age", null, "a column that the schema does not list", "the columns of the schema"),
            ],
            rejected.Findings.Select(ExpectedFinding.Of));
        Assert.Contains("'age'", rejected.Findings[1].Message, StringComparison.Ordinal);
        Assert.Contains("'ages'", rejected.Findings[4].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_only_warn_of_unexpected_columns_where_the_schema_says_so()
    {
        var definition = Define() with
        {
            Schema = Yard.Schema("id Integer, age Integer, town Category"),
            UnexpectedColumns = UnexpectedColumns.Warn,
        };

        var accepted = Yard.As<DataAccepted>(await Checked(definition));

        Assert.Equal("joined", Assert.Single(accepted.Warnings).Column);
    }

    [Fact]
    public async Task Should_notice_a_snapshot_of_other_types_than_the_schema()
    {
        var fetched = await Fetched(Define());

        var rejected = Yard.As<DataRejected>(
            await _yard.Check(Define() with { Schema = Yard.Schema("id Integer, age Category") }, fetched.Snapshot));

        Assert.Equal(
            [new ExpectedFinding("schema", "age", null, "integer", "category")],
            rejected.Findings.Select(ExpectedFinding.Of));
    }

    [Fact]
    public async Task Should_compare_numbers_as_numbers()
    {
        var definition = With(new ValuesRule { Column = "id", Allowed = ["1", "2.0", "x"] }) with
        {
            Schema = Yard.Schema("id Number"),
        };

        var finding = Assert.Single(Yard.As<DataRejected>(await Checked(definition)).Findings);

        Assert.Equal(("values", 3L, "3.0"), (finding.Rule, finding.Row, finding.Observed));
    }

    [Fact]
    public async Task Should_report_what_each_column_holds()
    {
        var accepted = Yard.As<DataAccepted>(await Checked(With(new RowsRule())));

        var report = JsonDocument.Parse(await _yard.Store.Read(accepted.Report)).RootElement;
        Assert.Equal(("quality-report/1", true, 4),
            (Text(report, "schema"), report.GetProperty("accepted").GetBoolean(), Whole(report, "rows")));
        var age = report.GetProperty("columns")[1];
        Assert.Equal(("age", "Integer"), (Text(age, "name"), Text(age, "type")));
        Assert.Equal((1, 3), (Whole(age, "nulls"), Whole(age, "distinct")));
        Assert.Equal(("-4", "200"), (Text(age, "min"), Text(age, "max")));
        Assert.Equal((0.25, 226.0 / 3), (Number(age, "null_share"), Number(age, "mean")), new Close());
        Assert.Equal([-4, -4, 30, 200, 200], age.GetProperty("quantiles").EnumerateArray().Select(q => q.GetDouble()));
        var joined = report.GetProperty("columns")[3];
        Assert.Equal(("2001-01-01", "2001-01-04"), (Text(joined, "min"), Text(joined, "max")));
        Assert.Equal("4 rows", Text(report.GetProperty("rules")[0], "observed"));
    }

    [Fact]
    public async Task Should_give_the_same_report_twice_and_with_any_number_of_threads()
    {
        var random = new Random(7);
        var text = new StringBuilder("x,y,z\n");
        for (var i = 0; i < 300_000; i++)
            _ = text.Append($"{random.NextDouble()},{random.Next(1000)},w{random.Next(50)}\n");
        _yard.Write("many.csv", Encoding.UTF8.GetBytes(text.ToString()));
        var definition = Yard.Define(SourceFormat.Csv, "many.csv") with
        {
            Target = new TargetDefinition { Name = "x", Task = LearningTask.Regression },
            Split = new RandomSplit(),
        };
        var seen = new HashSet<(string Snapshot, string Report)>();

        foreach (var threads in new[] { 1, 2, 5, 2 })
        {
            _yard.Settings = _yard.Settings with { Threads = threads };
            var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition));
            var accepted = Yard.As<DataAccepted>(await _yard.Check(definition, fetched.Snapshot));
            _ = seen.Add((fetched.Snapshot.Sha256, accepted.Report.Sha256));
        }

        Assert.Single(seen);
    }

    public static TheoryData<string> BrokenRules => [.. Broken.Select(b => b.Name)];

    private static (string Name, QualityRule Rule, ExpectedFinding Expected)[] Broken =>
    [
        ("too few rows", new RowsRule { Min = 10 }, new("rows", null, null, "4 rows", "at least 10 rows")),
        ("too many rows", new RowsRule { Max = 3 }, new("rows", null, null, "4 rows", "1 to 3 rows")),
        ("nulls in a column", new NullsRule { Columns = ["age"], Max = 0.1 },
            new("nulls", "age", 3, "25 %", "at most 10 %")),
        ("nulls by a hair", new NullsRule { Columns = ["age"], Max = 0.249999 },
            new("nulls", "age", 3, "25 %", "at most 24.9999 %")),
        ("below the range", new RangeRule { Column = "age", Min = 0 }, new("range", "age", 2, "-4", "at least 0")),
        ("above the range", new RangeRule { Column = "age", Max = 150 }, new("range", "age", 4, "200", "at most 150")),
        ("on both sides", new RangeRule { Column = "age", Min = 0, Max = 150 },
            new("range", "age", 2, "-4", "0 to 150")),
        ("a range of texts", new RangeRule { Column = "town", Min = 0 },
            new("range", "town", null, "category", "integer or number")),
        ("a range of nothing", new RangeRule { Column = "agee", Min = 0 },
            new("range", "agee", null, "no such column", "a column of this name")),
        ("other values", new ValuesRule { Column = "town", Allowed = ["Ulm"] },
            new("values", "town", 3, "Bonn", "one of Ulm")),
        ("other numbers", new ValuesRule { Column = "id", Allowed = ["1", "2"] },
            new("values", "id", 3, "3", "one of 1, 2")),
        ("a repeated id", new UniqueRule { Columns = ["id"] },
            new("unique", "id", 4, "1 repeated row", "each row once, in id")),
        ("an id of nothing", new UniqueRule { Columns = ["no"] },
            new("unique", "no", null, "no such column", "a column of this name")),
    ];

    public void Dispose() => _yard.Dispose();

    private static PipelineDefinition Define() => Yard.Define(SourceFormat.Csv, "people.csv");

    private static PipelineDefinition With(params QualityRule[] rules) => Define() with { Quality = rules };

    private async Task<DataFetched> Fetched(PipelineDefinition definition)
    {
        _yard.Write("people.csv", Encoding.UTF8.GetBytes(Rows));
        return Yard.As<DataFetched>(await _yard.Fetch(definition));
    }

    private async Task<IMessage> Checked(PipelineDefinition definition) =>
        await _yard.Check(definition, (await Fetched(definition)).Snapshot);

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static long Whole(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();

    private sealed class Close : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) a, (double, double) b) =>
            Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9;

        public int GetHashCode((double, double) pair) => 0;
    }
}
