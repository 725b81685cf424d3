namespace Trainyard.Contracts.Tests;

public sealed class When_the_wire_format_changes
{
    private const string Head = """
        The wire format: every message, record and word, as other teams and other languages know it.
        A test holds the contracts against this file. Members that are added and not required disturb nobody; anything
        else does, so give a changed message a new name and send both for a while. To approve a change:
          TRAINYARD_APPROVE=1 dotnet test --project tests/Contracts/Contracts.Tests.csproj
        """;

    [Fact]
    public void Should_be_a_decision()
    {
        var path = Path.Combine(Root(), "tests", "Contracts", "approved-wire-format.txt");
        string[] found = [.. Head.ReplaceLineEndings("\n").Split('\n'), .. WireFormat.Lines()];
        if (Environment.GetEnvironmentVariable("TRAINYARD_APPROVE") == "1")
            File.WriteAllText(path, string.Join('\n', found) + "\n");

        string[] approved = File.Exists(path) ? File.ReadAllLines(path) : [];

        string[] differences =
        [
            .. Qualified(approved).Except(Qualified(found)).Select(line => "  gone:  " + line),
            .. Qualified(found).Except(Qualified(approved)).Select(line => "  added: " + line),
        ];

        Assert.True(differences.Length == 0, $"""
            The wire format is not the approved one.
            {string.Join('\n', differences)}
            If this is meant, see the head of tests/Contracts/approved-wire-format.txt.
            """);
    }

    /// <summary>Each member with its message in front, so that it can be compared by itself.</summary>
    private static List<string> Qualified(IEnumerable<string> lines)
    {
        var heading = "";
        List<string> qualified = [];
        foreach (var line in lines)
        {
            if (!line.StartsWith(' ')) heading = line;
            qualified.Add(line.StartsWith(' ') ? $"{heading}: {line.Trim()}" : line);
        }

        return qualified;
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microservices.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
