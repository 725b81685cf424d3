using Trainyard.Contracts;
using Trainyard.Ingestion.FetchData.Csv;

namespace Trainyard.Ingestion.Tests.Malformed;

public sealed class When_rows_are_read_without_a_pipeline : IDisposable
{
    /// <summary>What is said of names and of the file as a whole, since whoever has no pipeline knows which names
    /// count; and what takes long to read.</summary>
    private static readonly string[] LeftOut =
    [
        "csv: a huge line", "csv: a huge quoted field",
        "csv: empty file", "csv: both line ends in one column", "csv: two columns of one name",
        "csv: two columns that differ in case", "csv: a reserved name", "csv: semicolons", "csv: tabs",
        "csv: commas where semicolons are said",
    ];

    private readonly Yard _yard = new();

    public static TheoryData<string> Names =>
        [.. CsvFiles.All.Select(file => file.Name).Where(name => !LeftOut.Contains(name))];

    public void Dispose() => _yard.Dispose();

    [Theory, MemberData(nameof(Names))]
    public async Task Should_be_refused_in_the_words_of_a_source(string name)
    {
        var file = CsvFiles.All.Single(one => one.Name == name);
        _yard.Write("bad.data", file.Bytes());
        var definition = Yard.Define(file.Format, "bad.data", Yard.Schema(file.Schema));
        definition = definition with { Source = SourceFormats.Of(file.Format, "bad.data", file.Delimiter) };
        var said = Yard.As<DataRejected>(await _yard.Fetch(definition)).Findings[0].Message;
        var path = Path.Combine(_yard.Sources, "bad.data");

        var refused = Assert.Throws<InvalidDataException>(() => Read(path, file.Delimiter).ToList());

        // A source says also how many more rows are like that.
        Assert.StartsWith(
            refused.Message.Replace($"'{path}'", "bad.data", StringComparison.Ordinal), said,
            StringComparison.Ordinal);
    }

    /// <summary>A delimiter at the end of each row and not of the header, or the other way round, says
    /// nothing.</summary>
    [Theory]
    [InlineData("a,b\n1,2\n\n3,\n")]
    [InlineData("\uFEFFa,b\r\n1,2\r\n3,\r\n")]
    [InlineData("a,b\n1,2,\n3,,\n")]
    [InlineData("a,b,\n1,2\n3,\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n3,\"\"")]
    public void Should_be_taken_as_a_source_takes_them(string text)
    {
        var path = Path.Combine(_yard.Sources, "good.csv");
        File.WriteAllText(path, text);

        var rows = Read(path, ",").ToList();

        Assert.Equal([("1", "2"), ("3", null)], rows.Select(row => (row[0], row[1])));
    }

    private static IEnumerable<string?[]> Read(string path, string delimiter)
    {
        using var file = new CsvTexts(path, delimiter, hasHeader: true);
        foreach (var row in file.Rows([.. file.Header.Select(_ => true)], TestContext.Current.CancellationToken))
            yield return row;
    }
}
