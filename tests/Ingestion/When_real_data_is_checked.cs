using Trainyard.Contracts;
using Trainyard.Metrics;
using Trainyard.Ingestion.Tests.Malformed;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Quality;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.Tests;

public sealed class When_real_data_is_checked : IDisposable
{
    private readonly Yard _yard = new();

    [Fact]
    public async Task Should_miss_eleven_total_charges_of_churn()
    {
        var definition = Define("churn.csv", SourceFormat.Csv,
            Yard.Schema("total_charges Number, tenure Integer, churn Boolean")) with
        {
            Quality = [new NullsRule { Columns = ["total_charges"], Max = 0.001 }],
        };

        var finding = Assert.Single(Yard.As<DataRejected>(await FetchAndCheck(definition)).Findings);

        Assert.Equal(new ExpectedFinding("nulls", "total_charges", 489, "0.16 %", "at most 0.1 %"),
            ExpectedFinding.Of(finding));
        Assert.Contains("lacks 11 values of 7043", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_take_the_dot_of_penguins_for_nothing_where_the_pipeline_says_so()
    {
        var definition = Define("penguins.json", SourceFormat.Json) with
        {
            Quality = [new ValuesRule { Column = "Sex", Allowed = ["MALE", "FEMALE"] }],
        };

        var rejected = Yard.As<DataRejected>(await FetchAndCheck(definition));
        Assert.Equal(
            [new ExpectedFinding("values", "Sex", 337, ".", "one of MALE, FEMALE")],
            rejected.Findings.Select(ExpectedFinding.Of));

        definition = definition with { Source = (JsonSource)definition.Source with { NullValues = ["."] } };
        _ = Yard.As<DataAccepted>(await FetchAndCheck(definition));
    }

    [Fact]
    public async Task Should_find_the_known_faults_of_movies()
    {
        var definition = Define(
            "movies.json", SourceFormat.Json,
            new ColumnDefinition { Name = "Title", Type = ColumnType.Text, Nullable = false }) with
        {
            Quality =
            [
                new UniqueRule { Columns = ["Title"] },
                new NullsRule { Columns = ["US DVD Sales", "Director", "IMDB Votes"], Max = 0.4 },
                new RangeRule { Column = "Production Budget", Min = 1000 },
                new RangeRule { Column = "US Gross", Min = 1, Otherwise = Otherwise.Warn },
                new ValuesRule { Column = "MPAA Rating", Allowed = ["G", "PG", "PG-13", "R", "NC-17", "Not Rated"] },
            ],
        };

        var findings = Yard.As<DataRejected>(await FetchAndCheck(definition)).Findings.Select(ExpectedFinding.Of);

        Assert.Equal(
            [
                new("schema", "Title", 3054, "1 missing value", "no missing values"),
                new("unique", "Title", 27, "24 repeated rows", "each row once, in Title"),
                new("nulls", "US DVD Sales", 1, "82.38 %", "at most 40 %"),
                new("nulls", "Director", 1, "41.58 %", "at most 40 %"),
                new("range", "Production Budget", 2921, "218", "at least 1000"),
                new("values", "MPAA Rating", 2172, "Open", "one of G, PG, PG-13, R, NC-17, Not Rated"),
                new("range", "US Gross", 20, "0", "at least 1"),
            ],
            findings);
    }

    [Fact]
    public async Task Should_read_the_dates_of_movies_and_say_how()
    {
        SourceData.Need("movies.json");
        var definition = Define(
            "movies.json", SourceFormat.Json, new ColumnDefinition { Name = "Release Date", Type = ColumnType.Date });

        _yard.Settings = _yard.Settings with { AllowedFolders = [SourceData.Folder] };
        var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition, SourceData.Folder));

        Assert.Contains(fetched.Warnings, warning => warning.Message.Contains(
            "schema: { \"Release Date\": { type: date, format: \"MMM dd yyyy\" } }", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_find_the_flight_that_is_out_of_range()
    {
        var definition = Define(
            "flights-3m.parquet", SourceFormat.Parquet,
            Yard.Schema("date Timestamp, delay Integer, distance Integer, origin Category")) with
        {
            Target = new TargetDefinition { Name = "delay", Task = LearningTask.Regression },
            Split = new TimeSplit { Column = "date" },
            Quality =
            [
                new RowsRule { Min = 100_000 },
                new NullsRule { Max = 0.01 },
                new RangeRule { Column = "delay", Min = -120 },
            ],
        };

        var finding = Assert.Single(Yard.As<DataRejected>(await FetchAndCheck(definition)).Findings);

        Assert.Equal(("range", "delay", "at least -120"), (finding.Rule, finding.Column, finding.Allowed));
        var shown = Yard.Ask(
            $"""
            SELECT min(file_row_number) + 1
            FROM read_parquet('{SourceData.Folder}/flights-3m.parquet', file_row_number = true) WHERE delay < -120
            """);
        Assert.Equal(shown[0][0], finding.Row.ToString());
    }

    public void Dispose() => _yard.Dispose();

    private static PipelineDefinition Define(string file, SourceFormat format, params ColumnDefinition[] schema)
    {
        SourceData.Need(file);
        return Yard.Define(format, file, schema);
    }

    private Task<IMessage> FetchAndCheck(PipelineDefinition definition)
    {
        _yard.Settings = _yard.Settings with { AllowedFolders = [SourceData.Folder] };
        return _yard.FetchAndCheck(definition, SourceData.Folder);
    }
}
