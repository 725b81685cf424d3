using System.Text;

namespace Trainyard.Pipelines.Tests;

public sealed class When_a_file_is_malformed
{
    private static readonly string Folder = Path.Combine(Samples.Root, "tests", "Pipelines", "Malformed");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Should_say_all_that_is_wrong_where_it_is_and_what_would_be_right()
    {
        var said = new StringBuilder();
        foreach (string name in Names.Select(row => row.Data))
        {
            _ = said.Append(name).Append('\n');
            foreach (var problem in Read(name).Problems) _ = said.Append("  ").Append(problem).Append('\n');
        }

        Approved.Check("tests/Pipelines/Malformed/problems.txt", said.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_give_no_definition_and_point_into_the_file(string name)
    {
        var lines = File.ReadAllText(Path.Combine(Folder, name)).Split('\n').Length;
        var result = Read(name);
        Assert.Null(result.Definition);
        Assert.NotEmpty(result.Problems);
        Assert.All(result.Problems, problem =>
        {
            Assert.InRange(problem.Line, 1, lines);
            Assert.True(problem.Column >= 1);
            Assert.Contains(problem.Message[^1], ".?)");
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_show_no_exception_and_no_secret(string name) =>
        Assert.All(Read(name).Problems, problem =>
        {
            Assert.DoesNotContain("xception", problem.Message);
            Assert.DoesNotContain("YamlDotNet", problem.Message);
            Assert.DoesNotContain("While ", problem.Message);
            Assert.DoesNotContain("hunter2", problem.ToString());
            Assert.DoesNotContain('\n', problem.Message);
        });

    [Fact]
    public void Should_still_know_the_name_of_the_pipeline()
    {
        Assert.Equal("flights-late", Read("train-ranges.yaml").Name);
        Assert.Null(Read("bad-names.yaml").Name);
    }

    private static PipelineParseResult Read(string name) =>
        PipelineFile.Read(File.ReadAllBytes(Path.Combine(Folder, name)));
}
