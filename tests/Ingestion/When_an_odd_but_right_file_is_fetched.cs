using Trainyard.Contracts;

namespace Trainyard.Ingestion.Tests;

public sealed class When_an_odd_but_right_file_is_fetched : IDisposable
{
    private readonly Yard _yard = new();

    public static TheoryData<string> Names => [.. GoodFiles.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Should_hold_the_values_that_were_meant(string name)
    {
        var file = GoodFiles.All.Single(f => f.Name == name);
        _yard.Write("good.data", file.Bytes());
        var source = file.Source("good.data");
        var definition = Yard.Define(SourceFormat.Csv, source.Path, Yard.Schema(file.Schema)) with { Source = source };

        var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition));

        Assert.Equal(file.Columns, string.Join(", ", await _yard.Columns(fetched.Snapshot)));
        Assert.Equal(file.Rows,
            (await _yard.Rows(fetched.Snapshot)).Select(r => string.Join('|', r.Select(v => v ?? "~"))));
        Assert.Equal((file.Rows.Length, file.Columns.Split(", ").Length), ((int)fetched.Rows, fetched.Columns));
        _ = Yard.As<DataAccepted>(await _yard.Check(definition with { Schema = [] }, fetched.Snapshot));
        Assert.Empty(_yard.Leftovers());
    }

    public void Dispose() => _yard.Dispose();
}
