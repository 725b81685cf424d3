namespace Trainyard.Pipelines.Yaml;

/// <summary>
/// Puts values from a command line in the place of those of the file: <c>--set train.iterations=200</c>.
/// </summary>
internal static class Overrides
{
    /// <summary>
    /// The tree with the overrides in it; nodes are shared by anchors, so it is rebuilt along each path.
    /// </summary>
    public static Node Apply(Node root, IReadOnlyDictionary<string, string> overrides, ParseContext context)
    {
        // Shorter paths first: train=sdca goes before train.iterations=5, however they were given.
        foreach (var (path, text) in overrides.OrderBy(o => o.Key.Length).ThenBy(o => o.Key, StringComparer.Ordinal))
        {
            if (OverridePath.Parse(path) is not { } steps)
            {
                context.Complain(
                    1,
                    1,
                    "",
                    $"The override '{ScalarNode.Quote(path)}' is no path. Write such as train.iterations or "
                    + "features[0].numeric.");
            }

            else if (Value(root, path, text, context) is { } value)
                root = Set(root, steps, 0, value, context) ?? root;
        }

        return root;
    }

    /// <summary>
    /// A list or mapping is written as in the file, in brackets or braces; all else is taken as it is.
    /// </summary>
    private static Node? Value(Node root, string path, string? text, ParseContext context)
    {
        if (text is null)
        {
            context.Complain(
                1, 1, path, $"The override of {path} has no value. Write one; an empty text takes the key out.");
            return null;
        }

        if (text.Length == 0 || text[0] is not ('[' or '{'))
            return new ScalarNode(root.Line, root.Column, text, IsPlain: true) { Override = path };
        var own = new ParseContext();
        if (YamlTree.Read(text, own) is { } node) return Stamp(node, path);
        context.Complain(1, 1, path, $"{own.Problems[0].Message} (This comes from the override of {path}.)");
        return null;
    }

    private static Node Stamp(Node node, string path) => node switch
    {
        ListNode list => list with { Override = path, Items = [.. list.Items.Select(i => Stamp(i, path))] },
        MapNode map => map with
        {
            Override = path,
            Entries = [.. map.Entries.Select(e => new MapEntry(e.Key with { Override = path }, Stamp(e.Value, path)))],
        },
        _ => node with { Override = path },
    };

    private static Node? Set(Node node, IReadOnlyList<PathStep> steps, int at, Node value, ParseContext context)
    {
        if (at == steps.Count) return Move(value, node);
        var step = steps[at];
        if (step.Index is { } index)
        {
            if (node is not ListNode list || index >= list.Items.Count)
                return Refuse(node, steps, at, value, context);
            return Set(list.Items[index], steps, at + 1, value, context) is { } item
                ? list with { Items = [.. list.Items.Select((old, i) => i == index ? item : old)] }
                : null;
        }

        // A shorthand, such as a word or a list, becomes a mapping that keeps it under a key of its own.
        var map = node as MapNode
            ?? new MapNode(node.Line, node.Column, IsNothing(node) ? [] : [new MapEntry(Name("", node), node, true)])
            {
                Override = value.Override,
            };
        var last = at + 1 == steps.Count;
        var found = map.Find(step.Name);
        if (last && IsNothing(value))
            return map with { Entries = [.. map.Entries.Where(e => e != found)] };
        if (!last && steps[at + 1].Index is not null && found is null) return Refuse(node, steps, at, value, context);
        var child = Set(
            found?.Value ?? new ScalarNode(map.Line, map.Column, "", IsPlain: true), steps, at + 1, value, context);
        if (child is null) return null;
        var entry = new MapEntry(found?.Key ?? Name(step.Name, map) with { Override = value.Override }, child);
        return map with
        {
            Entries = found is null ? [.. map.Entries, entry] : [.. map.Entries.Select(e => e == found ? entry : e)],
        };
    }

    private static Node? Refuse(Node node, IReadOnlyList<PathStep> steps, int at, Node value, ParseContext context)
    {
        var where = string.Concat(steps.Take(at).Select((s, i) => s.Show(i == 0)));
        var there = node switch
        {
            ListNode { Items.Count: > 0 } list => $"[0] to [{list.Items.Count - 1}]",
            MapNode { Entries.Count: > 0 } map =>
                string.Join(", ", map.Entries.Select(e => e.Key.Text).Where(k => k.Length > 0)),
            _ => $"no paths, since it is {node.Shown}",
        };
        var message =
            $"There is nothing at {steps[at].Show(true)}. {(where.Length == 0 ? "The file" : where)} has {there}.";
        context.Complain(new Place(node with { Override = value.Override }, value.Override!, ""), message);
        return null;
    }

    /// <summary>Problems with an override are shown at the place that it goes to.</summary>
    private static Node Move(Node value, Node to) => value switch
    {
        ListNode list =>
            list with { Line = to.Line, Column = to.Column, Items = [.. list.Items.Select(i => Move(i, to))] },
        MapNode map => map with
        {
            Line = to.Line,
            Column = to.Column,
            Entries =
            [
                .. map.Entries.Select(e =>
                    new MapEntry(e.Key with { Line = to.Line, Column = to.Column }, Move(e.Value, to))),
            ],
        },
        _ => value with { Line = to.Line, Column = to.Column },
    };

    private static ScalarNode Name(string name, Node at) => new(at.Line, at.Column, name, IsPlain: true);

    private static bool IsNothing(Node node) => node is ScalarNode { IsNothing: true };
}
