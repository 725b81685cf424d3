using System.Globalization;
using System.Text;

namespace Trainyard.EndToEnd.Tests;

/// <summary>A machine that writes 0,5 for a half runs a pipeline as any other does.</summary>
public sealed class When_the_machine_speaks_another_language
{
    private const string Pipeline = """
        pipeline: halves
        source: { csv: halves.csv }
        schema:
          width: { type: number, min: 0.5, max: 1000.5 }
          depth: number
          big: { type: category, values: ["0.5", "1.5"] }
        quality: [ { nulls: { max: 1.5% } }, { range: { column: depth, min: -0.5 } } ]
        target: { column: big, task: binary, positive: "1.5" }
        features:
          - numeric: [width, depth]
          - expression: { half: "width * 0.5" }
        train: { trainer: lightgbm, iterations: 20 }
        deploy: { to: staging }
        """;

    [Fact]
    public async Task Should_give_the_same_figures()
    {
        var (here, there) = (await Figures("C", invariant: "1"), await Figures("de_DE.UTF-8", invariant: "0"));

        Assert.NotEmpty(here);
        Assert.Equal(here, there);
    }

    private static async Task<string> Figures(string language, string invariant)
    {
        using var shell = new Shell();
        shell.Environment["LC_ALL"] = language;
        shell.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = invariant;
        var text = new StringBuilder("width,depth,big\n");
        for (var i = 0; i < 400; i++)
        {
            var width = i * 37 % 400;
            _ = text.Append(
                CultureInfo.InvariantCulture, $"{width + 0.5},{i % 7 * 0.25},{(width > 180 ? 1.5 : 0.5)}\n");
        }

        _ = shell.Write("halves.csv", text.ToString());

        var said = await shell.Run("run", shell.Write("pipeline.yaml", Pipeline), "--json");

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        return said.Json["metrics"]!.ToJsonString() + said.Json["prediction"]!["predictions"]!.ToJsonString();
    }
}
