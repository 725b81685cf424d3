using System.Text.RegularExpressions;

namespace Trainyard.Architecture.Tests;

public sealed partial class When_a_page_is_read
{
    private static readonly string[] AtTheRoot = ["README.md", "CONTRIBUTING.md", "SECURITY.md"];

    [Fact]
    public void Should_lead_to_files_that_are_there()
    {
        string[] pages =
        [
            .. AtTheRoot, .. Repository.Files("docs", "*.md"), .. Repository.Files("services", "*.md"),
            .. Repository.Files("shared", "*.md"),
        ];
        string[] lost =
        [
            .. pages.SelectMany(page => Link().Matches(string.Join('\n', Repository.Lines(page)))
                .Select(link => (page, To: link.Groups["to"].Value)))
                .Where(link => !Path.Exists(
                    Path.Combine(Repository.Root, Path.GetDirectoryName(link.page)!, link.To)))
                .Select(link => $"{link.page} -> {link.To}"),
        ];

        Assert.True(lost.Length == 0, "These links lead nowhere:\n" + string.Join('\n', lost));
    }

    [GeneratedRegex(@"\]\((?<to>[^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
