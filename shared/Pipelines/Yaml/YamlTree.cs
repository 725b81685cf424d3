using Trainyard.Contracts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

using YamlParser = YamlDotNet.Core.Parser;

namespace Trainyard.Pipelines.Yaml;

/// <summary>
/// Turns text into nodes. It works on the parser's events rather than its object model, because it must refuse what is
/// too deep or too large before it is built, and report a key that is there twice rather than fail on it.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Longer files are refused, in characters.</summary>
    private const int LongestText = 1_000_000;

    /// <summary>Lists and mappings inside each other, at most.</summary>
    private const int Deepest = 24;

    /// <summary>Values in a file, at most, those counted again that an alias repeats.</summary>
    private const int MostNodes = 50_000;

    private readonly YamlParser _parser;
    private readonly ParseContext _context;
    private readonly Dictionary<string, (Node Node, int Size)> _anchors = new(StringComparer.Ordinal);
    private readonly int _lastLine;
    private int _nodes;

    private YamlTree(string text, ParseContext context)
    {
        _parser = new YamlParser(new StringReader(text));
        _context = context;
        _lastLine = YamlMistakes.LastLine(text);
    }

    /// <summary>The one document of a file; null when it could not be read, and then there is a problem.</summary>
    public static Node? Read(string text, ParseContext context)
    {
        if (text.Length > LongestText)
            return Refuse(context, 1, 1, $"The file has {text.Length} characters; {LongestText} is the most.");
        text = text.TrimStart('\uFEFF');
        if (YamlMistakes.FindControlCharacter(text) is { } control)
            return Refuse(context, control.Line, control.Column, control.Message);
        try
        {
            return new YamlTree(text, context).Document();
        }
        catch (YamlRefusedException limit)
        {
            return Refuse(context, limit.Line, limit.Column, limit.Message);
        }
        catch (YamlException exception)
        {
            var mistake = YamlMistakes.Explain(text, exception);
            return Refuse(context, mistake.Line, mistake.Column, mistake.Message);
        }
        catch (ArgumentException)
        {
            // What the parser throws at a tag that is no URI.
            var mistake = YamlMistakes.ExplainTag(text);
            return Refuse(context, mistake.Line, mistake.Column, mistake.Message);
        }
        catch (InvalidOperationException)
        {
            // What the parser throws when the file ends inside brackets.
            var mistake = YamlMistakes.ExplainEnd(text);
            return Refuse(context, mistake.Line, mistake.Column, mistake.Message);
        }
    }

    private static Node? Refuse(ParseContext context, int line, int column, string message)
    {
        context.Complain(line, column, "", message);
        return null;
    }

    private Node? Document()
    {
        _ = _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _)) return Empty();
        _ = _parser.Consume<DocumentStart>();
        var root = Value(0);
        _ = _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<DocumentStart>(out var second))
            return root is ScalarNode { IsNothing: true } ? Empty() : root;
        var (line, column) = At(second.Start);
        return Refuse(
            _context, line, column, "A second document begins here; a pipeline file holds one. Remove the '---'.");
    }

    private Node? Empty() => Refuse(
        _context, 1, 1, "The file is empty. A pipeline needs at least 'pipeline', 'source', 'target' and 'train'.");

    private Node Value(int depth)
    {
        var current = _parser.Current!;
        var (line, column) = At(current.Start);
        if (depth > Deepest) throw new YamlRefusedException(line, column, $"This is nested more than {Deepest} deep.");
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Alias(alias, line, column);
        var before = Count(1, line, column) - 1;
        if (current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            _context.Complain(line, column, "", "Tags (words that begin with '!') mean nothing here; remove it.");
        var anchor = current is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
        Node node;
        if (_parser.TryConsume<Scalar>(out var scalar)) node = Scalar(scalar, line, column);
        else if (_parser.TryConsume<SequenceStart>(out _)) node = new ListNode(line, column, Items(depth));
        else
        {
            _ = _parser.Consume<MappingStart>();
            node = new MapNode(line, column, Entries(depth));
        }

        if (anchor is not null) _anchors[anchor] = (node, _nodes - before);
        return node;
    }

    private Node Alias(AnchorAlias alias, int line, int column)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
        {
            throw new YamlRefusedException(
                line, column, $"No value above has the anchor &{ScalarNode.Quote(alias.Value.Value)}.");
        }

        _ = Count(anchored.Size, line, column);
        return anchored.Node;
    }

    private List<Node> Items(int depth)
    {
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(depth + 1));
        return items;
    }

    private List<MapEntry> Entries(int depth)
    {
        var entries = new List<MapEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var merged = new List<MapEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(depth + 1);
            var value = Value(depth + 1);
            if (key is not ScalarNode name)
                _context.Complain(
                    key.Line, key.Column, "", $"A key is a word; this is {key.Shown}. Is a quote missing?");
            else if (name is { Text: "<<", IsPlain: true }) merged.AddRange(Merge(value));
            else if (lines.TryAdd(name.Text, name.Line)) entries.Add(new MapEntry(name, value));
            else
                _context.Complain(
                    name.Line,
                    name.Column,
                    "",
                    $"The key '{ScalarNode.Quote(name.Text)}' is here twice; line {lines[name.Text]} has it already.");
        }

        // What a mapping says itself goes before what it merges, wherever the '<<' stands.
        entries.AddRange(merged.Where(e => lines.TryAdd(e.Key.Text, e.Key.Line)));
        return entries;
    }

    private IEnumerable<MapEntry> Merge(Node value)
    {
        if (value is MapNode map) return map.Entries;
        if (value is ListNode list && list.Items.All(i => i is MapNode))
            return list.Items.Cast<MapNode>().SelectMany(m => m.Entries);
        _context.Complain(
            value.Line, value.Column, "", $"'<<' merges keys with values, such as *defaults; this is {value.Shown}.");
        return [];
    }

    private static ScalarNode Scalar(Scalar scalar, int line, int column)
    {
        var oneLine = scalar.Start.Line == scalar.End.Line;
        var quotes = scalar.Style == ScalarStyle.Plain ? 0 : 1;
        // An escape can name what no text holds.
        if (scalar.Value.Contains('\0') || !ShortText.IsWhole(scalar.Value))
            throw new YamlRefusedException(
                line, column, "This holds NUL or half a character (an escape such as \\ud800 without the other half).");
        var asWritten = oneLine && scalar.End.Column - scalar.Start.Column == scalar.Value.Length + (2 * quotes);
        var content = asWritten && scalar.Style != ScalarStyle.Literal ? column + quotes : 0;
        return new ScalarNode(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain, content);
    }

    private int Count(int nodes, int line, int column)
    {
        _nodes += nodes;
        return _nodes <= MostNodes
            ? _nodes
            : throw new YamlRefusedException(
                line, column, $"The file holds more than {MostNodes} values, aliases included.");
    }

    /// <summary>
    /// What is missing at the end of a file is shown in its last line, not in one that no editor can show.
    /// </summary>
    private (int Line, int Column) At(Mark mark) =>
        mark.Line > _lastLine ? (_lastLine, 1) : ((int)mark.Line, (int)mark.Column);
}

/// <summary>Ends the building of a tree that can't become one; never leaves <see cref="YamlTree"/>.</summary>
internal sealed class YamlRefusedException(int line, int column, string message) : Exception(message)
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The column, from 1.</summary>
    public int Column { get; } = column;
}
