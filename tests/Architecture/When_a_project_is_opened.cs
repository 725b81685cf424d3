namespace Trainyard.Architecture.Tests;

public sealed class When_a_project_is_opened
{
    public static TheoryData<string> Projects =>
    [
        .. Repository.Files("shared", "*.csproj").Concat(Repository.Files("services", "*.csproj"))
            .Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/')),
    ];

    [Theory, MemberData(nameof(Projects))]
    public void Should_have_a_page_that_says_what_it_is(string project)
    {
        var page = $"{project}/README.md";

        Assert.True(File.Exists(Path.Combine(Repository.Root, page)), $"{page} is missing.");
        Assert.StartsWith("# ", Repository.Lines(page)[0], StringComparison.Ordinal);
    }
}
