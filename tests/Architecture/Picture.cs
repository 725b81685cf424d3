namespace Trainyard.Architecture.Tests;

/// <summary>
/// A picture of docs/architecture.md, between the line <c>&lt;!-- picture: NAME --&gt;</c> and the next
/// <c>&lt;!-- end --&gt;</c>. It is drawn from the code; with TRAINYARD_APPROVE=1 it is written, else compared.
/// </summary>
internal static class Picture
{
    private const string Page = "docs/architecture.md";

    public static void Hold(string name, IEnumerable<string> drawn)
    {
        string[] lines = [.. Repository.Lines(Page)];
        var first = Array.IndexOf(lines, $"<!-- picture: {name} -->") + 1;
        var end = Array.IndexOf(lines, "<!-- end -->", first);
        Assert.True(first > 0 && end >= first, $"{Page} has no place for the picture '{name}'.");

        string[] picture = ["```mermaid", .. drawn, "```"];
        string[] held = [.. lines.Take(end).Skip(first)];
        if (Environment.GetEnvironmentVariable("TRAINYARD_APPROVE") == "1")
        {
            File.WriteAllText(
                Path.Combine(Repository.Root, Page),
                string.Join('\n', [.. lines.Take(first), .. picture, .. lines.Skip(end)]) + "\n");
            return;
        }

        Assert.True(picture.SequenceEqual(held), $"""
            The picture '{name}' of {Page} is not what the code says.
            gone:
            {string.Join('\n', held.Except(picture))}
            added:
            {string.Join('\n', picture.Except(held))}
            If this is meant: TRAINYARD_APPROVE=1 dotnet test --project tests/Architecture/Architecture.Tests.csproj
            """);
    }
}
