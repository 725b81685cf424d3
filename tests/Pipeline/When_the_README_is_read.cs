using System.Text.RegularExpressions;
using Trainyard.Pipeline.DrawDiagrams;

namespace Trainyard.Pipeline.Tests;

public sealed partial class When_the_README_is_read
{
    /// <summary>With TRAINYARD_APPROVE=1 the diagram is written instead.</summary>
    [Fact]
    public void Should_show_the_sequence_that_the_saga_follows()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Microservices.sln")))
            folder = Path.GetDirectoryName(folder)!;
        var path = Path.Combine(folder, "README.md");
        var readme = File.ReadAllText(path).ReplaceLineEndings("\n");

        var drawn = Diagram().Replace(readme, _ => $"```mermaid\n{DesignedDiagram.Sequence.TrimEnd('\n')}\n```", 1);
        if (Environment.GetEnvironmentVariable("TRAINYARD_APPROVE") == "1")
            File.WriteAllText(path, drawn);

        Assert.Contains(DesignedDiagram.Sequence, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [GeneratedRegex("```mermaid\n.*?\n```", RegexOptions.Singleline)]
    private static partial Regex Diagram();
}
