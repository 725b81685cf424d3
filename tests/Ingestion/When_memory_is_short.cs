using System.Globalization;
using System.Text;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Jobs.Budget;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.Tests;

/// <summary>A file is larger than what a small container gives a job: it is read in pieces, and gives the same
/// snapshot.</summary>
public sealed class When_memory_is_short : IDisposable
{
    private const int Rows = 200_000;
    private static readonly WorkShare Little = new(64L << 20, 2);

    private readonly Yard _yard = new();

    [Theory]
    [InlineData(SourceFormat.Csv)]
    [InlineData(SourceFormat.JsonLines)]
    public async Task Should_give_the_same_snapshot(SourceFormat format)
    {
        _yard.Write("large", Encoding.UTF8.GetBytes(Text(format)));
        var definition = Yard.Define(format, "large") with
        {
            Target = new TargetDefinition { Name = "word", Task = LearningTask.Multiclass }, Split = new RandomSplit(),
        };

        var little = Yard.As<DataFetched>(await _yard.Fetch(definition, share: Little));

        Assert.Equal(Rows, little.Rows);
        Assert.Equal(Yard.As<DataFetched>(await _yard.Fetch(definition)).Snapshot, little.Snapshot);
    }

    [Fact]
    public async Task Should_read_rows_as_long_as_they_may_be()
    {
        // 24 values of 600,000 characters a row.
        var row = string.Join(',', Enumerable.Range(0, 24).Select(c => new string((char)('a' + c), 600_000)));
        _yard.Write("wide", Encoding.UTF8.GetBytes(
            string.Join(',', Enumerable.Range(0, 24).Select(c => $"c{c}")) + "\n" + row + "\n" + row + "\n"));
        var definition = Yard.Define(SourceFormat.Csv, "wide") with
        {
            Target = new TargetDefinition { Name = "c0", Task = LearningTask.Multiclass }, Split = new RandomSplit(),
        };

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition, share: new(512L << 20, 2)));

        Assert.Equal(2, fetched.Rows);
    }

    [Fact]
    public async Task Should_say_so_where_there_is_too_little_for_any_file()
    {
        var refused = await Assert.ThrowsAsync<StepFaultException>(() => _yard.Fetch(
            Yard.Define(SourceFormat.Csv, "none"), share: new WorkShare(0, 1) { Most = 10 << 20 }));

        Assert.StartsWith(
            "Reading any source takes about 67,108,864 bytes (64 MiB) of memory, and the jobs of this process may take"
            + " 10,485,760 bytes (10 MiB)", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _yard.Dispose();

    private static string Text(SourceFormat format)
    {
        var text = new StringBuilder(format is SourceFormat.Csv ? "number,text,word\n" : "");
        for (var row = 0; row < Rows; row++)
        {
            var (number, words, word) = (row * 0.25, new string((char)('a' + (row % 26)), 200), $"w{row % 7}");
            _ = text.Append(format is SourceFormat.Csv
                ? string.Create(CultureInfo.InvariantCulture, $"{number},{words},{word}\n")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"number\": {number}, \"text\": \"{words}\", \"word\": \"{word}\"}}\n"));
        }

        return text.ToString();
    }
}
