using System.Text.Json.Nodes;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Tests.Terminal;

public sealed class When_a_terminal_shows_what_others_wrote
{
    private const string Others = "\u001b[2J\u0085\u202eada\r\nRUN forged\ud800";

    [Fact]
    public void Should_have_no_control_characters_and_no_row_of_others_in_a_table()
    {
        var lines = Lines.InColumns([["RUN", "BY"], ["1", Others]]).ToList();

        Assert.Equal(2, lines.Count);
        Assert.DoesNotContain(string.Concat(lines), c => char.IsControl(c) || c == '\u202e');
        Assert.Contains(@"\u001b[2J\u0085\u202eada\r\nRUN forged\ud800", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_have_no_control_characters_in_a_line_or_a_document()
    {
        var said = await Said.By(() =>
        {
            Screen.Line(Others);
            Screen.Markup($"[bold]{Others.Replace("[2J", "", StringComparison.Ordinal)}[/]");
            Screen.Json(new JsonObject { ["by"] = "\u001b\u007f\u0085" });
            Screen.Error(Others);
            return Task.FromResult(0);
        });

        Assert.DoesNotContain(said.Output + said.Error, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
    }
}
