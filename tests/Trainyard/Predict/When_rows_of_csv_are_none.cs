using System.Text.Json.Nodes;
using Trainyard.Cli.Predict;

namespace Trainyard.Cli.Tests.Predict;

public sealed class When_rows_of_csv_are_none : IDisposable
{
    private static readonly ModelSchema Schema = new(
        "m", 1,
        new Dictionary<string, string> { ["size"] = "number", ["sold"] = "boolean", ["place"] = "category" },
        MostRows: 10, LargestBody: 10_000);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Far behind the rows that are looked at first, too.</summary>
    [Theory]
    [InlineData("1,2", "row 30001 (line 30002) has 2 fields, and the header has 3.")]
    [InlineData("1,true,a,b", "row 30001 (line 30002) has 4 fields, and the header has 3.")]
    [InlineData("1,true,a\"b", "row 30001 (line 30002), field 3: a quote stands inside a field")]
    [InlineData("1,true,a\0b", "row 30001 (line 30002), field 3: a NUL byte.")]
    [InlineData("# of rows", "row 30001 (line 30002) has 1 field, and the header has 3.")]
    public async Task Should_name_the_row_that_is_none(string line, string sentence)
    {
        var path = Write("rows.csv", ["size,sold,place", .. Enumerable.Repeat("1,true,a", 30_000), line]);

        var refusal = await Assert.ThrowsAsync<CommandException>(() => Read(path));

        Assert.StartsWith($"'{path}': {sentence}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_not_be_looked_for_behind_a_title()
    {
        var path = Write("rows.csv", ["My title", "size,sold,place", "1,true,a"]);

        var refusal = await Assert.ThrowsAsync<CommandException>(() => Read(path));

        Assert.StartsWith($"'{path}' has no column 'size'", refusal.Message, StringComparison.Ordinal);
    }

    private string Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, string.Join("\n", lines));
        return path;
    }

    private static async Task<List<JsonObject>> Read(string path) =>
        await RowFile.Read(path, Schema, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
}
