using Trainyard.Contracts;

namespace Trainyard.Ingestion.Tests.Malformed;

public sealed class When_a_malformed_file_is_fetched : IDisposable
{
    private static readonly BadFile[] Files =
        [.. CsvFiles.All, .. CsvValueFiles.All, .. JsonFiles.All, .. JsonLineFiles.All, .. ParquetFiles.All];

    // What only a library or a compiler would say.
    private static readonly string[] Foreign =
    [
        "Exception", " Error:", "DuckDB", "duckdb", "SELECT", "read_csv", "read_parquet", "BytePosition", "LINE 1",
        " at System.",
    ];

    private readonly Yard _yard = new();

    public static TheoryData<string> Names => [.. Files.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Should_say_exactly_what_is_wrong_and_leave_nothing(string name)
    {
        var file = Files.Single(f => f.Name == name);
        _yard.Write("bad.data", file.Bytes());
        var definition = Yard.Define(file.Format, "bad.data", Yard.Schema(file.Schema));
        definition = definition with { Source = SourceFormats.Of(file.Format, "bad.data", file.Delimiter) };

        var rejected = Yard.As<DataRejected>(await _yard.Fetch(definition));

        Assert.Equal(Step.Fetch, rejected.Step);
        Assert.Equal(file.Expected, rejected.Findings.Select(ExpectedFinding.Of));
        Assert.All(rejected.Findings, finding =>
        {
            Assert.StartsWith("bad.data: ", finding.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Foreign, word => finding.Message.Contains(word, StringComparison.Ordinal));
            Assert.DoesNotContain(_yard.Folder, finding.Message, StringComparison.Ordinal);
            Assert.InRange(finding.Message.Length, 20, 400);
        });
        Assert.Equal(1, _yard.Blobs());
        Assert.Empty(_yard.Leftovers());
    }

    public void Dispose() => _yard.Dispose();
}
