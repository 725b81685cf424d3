using Trainyard.Pipeline.DrawDiagrams;

namespace Trainyard.Pipeline.Tests;

public sealed class When_the_README_is_read
{
    [Fact]
    public void Should_show_the_sequence_that_the_saga_follows()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Microservices.sln")))
            folder = Path.GetDirectoryName(folder)!;

        var readme = File.ReadAllText(Path.Combine(folder, "README.md")).ReplaceLineEndings("\n");

        Assert.Contains(DesignedDiagram.Sequence, readme, StringComparison.Ordinal);
    }
}
