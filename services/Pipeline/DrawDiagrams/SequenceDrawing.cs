using System.Text;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.DrawDiagrams;

/// <summary>Writes a Mermaid sequence diagram, line by line.</summary>
internal sealed class SequenceDrawing
{
    private readonly StringBuilder _text = new();
    private bool _inBranch;

    public SequenceDrawing(string title, Cast cast)
    {
        Line("sequenceDiagram");
        Line($"    title {Clean(title)}");
        Line("    autonumber");
        foreach (var part in cast.Drawn)
        {
            var team = part.Team is { } owner ? $"<br/>({owner})" : "";
            Line($"    participant {part.Role} as {Clean(part.Name)}{Clean(team)}");
        }
    }

    public string Text => _text.ToString();

    private string Indent => _inBranch ? "        " : "    ";

    public void Command(string from, string to, string words) => Line($"{Indent}{from}->>{to}: {Clean(words)}");

    public void Reply(string from, string to, string words) => Line($"{Indent}{from}-->>{to}: {Clean(words)}");

    public void Lost(string from, string to, string words) => Line($"{Indent}{from}--x{to}: {Clean(words)}");

    public void Note(string over, string words) => Line($"{Indent}Note over {over}: {Clean(words)}");

    public void Note(string from, string to, string words) => Line($"{Indent}Note over {from},{to}: {Clean(words)}");

    public void Branch(string words)
    {
        Line($"    alt {Clean(words)}");
        _inBranch = true;
    }

    public void Else(string words) => Line($"    else {Clean(words)}");

    public void EndBranch()
    {
        if (_inBranch)
            Line("    end");
        _inBranch = false;
    }

    /// <summary>Who gets the reply to a step: whoever asked, and for the last one whoever asked for the run.</summary>
    public static string ReceiverOf(SequenceStep step, string asker) =>
        step.Reply?.IsAssignableTo(typeof(IRunEnding)) == true ? Role.Engineer : asker;

    /// <summary>A semicolon or a line break would end the statement, and a hash begin an entity.</summary>
    private static string Clean(string words) =>
        words.Replace(';', ',').Replace("#", "no. ", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private void Line(string line) => _text.Append(line).Append('\n');
}
