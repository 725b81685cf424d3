using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.Tests;

/// <summary>A file that begins with something else than the names of its columns is refused for that.</summary>
public sealed class When_line_1_names_no_columns : IDisposable
{
    private readonly Yard _yard = new();

    [Theory]
    [InlineData("24.32,a0,0", "write header: false into source, and call the columns column0 to column2")]
    [InlineData("24.32,0,0", "3 of them are numbers or days")]
    [InlineData("2001-02-28,b,c", "1 of them is a number or a day")]
    [InlineData("sep=,\nx,w,y", "Spreadsheets write such a line for themselves; delete it")]
    [InlineData("# made in May\nx,w,y", "It seems to be a comment; delete it")]
    [InlineData("Sales of the year\nx,w,y", "line 1 has 1 field, and each of the 9 rows behind it has 3")]
    [InlineData("Sales, and more\nx,w,y", "if line 1 is a title, delete it")]
    public async Task Should_say_so(string begins, string said)
    {
        _yard.Write("t", Encoding.UTF8.GetBytes(
            begins + "\n" + string.Join('\n', Enumerable.Range(0, 8).Select(i => $"{i}.5,a{i},{i % 2}"))));
        var read = PipelineFile.Read(
            "pipeline: t\nsource: { csv: t }\ntarget: { column: y, task: binary }\ntrain: lightgbm\n");

        var refused = Yard.As<DataRejected>(await _yard.Fetch(read.Definition!));

        Assert.Contains(said, Assert.Single(refused.Findings).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _yard.Dispose();
}
