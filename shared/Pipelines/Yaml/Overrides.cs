using Trainyard.Contracts;

namespace Trainyard.Pipelines.Yaml;

/// <summary>
/// Puts values from a command line in the place of those of the file: <c>--set train.iterations=200</c>.
/// </summary>
internal static class Overrides
{
    /// <summary>Keys that a message lists.</summary>
    private const int MostShown = 40;

    /// <summary>
    /// The tree with the overrides in it.
    /// </summary>
    public static Node Apply(Node root, IReadOnlyDictionary<string, string> overrides, ParseContext context)
    {
        // Shorter paths first: train=sdca goes before train.iterations=5, however they were given.
        var draft = new Draft(root);
        foreach (var (path, text) in overrides.OrderBy(o => o.Key.Length).ThenBy(o => o.Key, StringComparer.Ordinal))
        {
            if (context.IsFull) break;
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
                Set(draft, steps, value, context);
        }

        return draft.Freeze();
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

        if (text.Contains('\0') || !ShortText.IsWhole(text))
        {
            context.Complain(1, 1, path, $"The override of {path} holds NUL or half a character.");
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

    private static void Set(Draft root, IReadOnlyList<PathStep> steps, Node value, ParseContext context)
    {
        // As far as the path leads already; nothing is changed before it is known to lead to its end.
        var (at, depth) = (root, 0);
        Draft? parent = null;
        while (depth < steps.Count && Next(at, steps[depth]) is { } next)
            (parent, at, depth) = (at, next, depth + 1);
        if (depth < steps.Count && FirstIndex(steps, depth) is { } index)
        {
            // A list is never made by its items, so what stands in front of the first one must be there.
            var missing = Math.Max(depth, index - 1);
            Refuse(missing == depth ? at : new Draft(Nothing(at.Frame)), steps, missing, value, context);
            return;
        }

        var removes = value is ScalarNode { IsNothing: true };
        if (depth == steps.Count)
        {
            if (removes && parent is { Items: null })
            {
                parent.Remove(steps[^1].Name);
                return;
            }

            at.Replace(Move(value, at.Frame));
            return;
        }

        for (; depth < steps.Count; depth++)
        {
            at.BeMap(value.Override);
            if (removes && depth + 1 == steps.Count)
                return;
            at = at.Add(steps[depth].Name, value.Override);
        }

        at.Replace(Move(value, at.Frame));
    }

    private static Draft? Next(Draft at, PathStep step) => step.Index is { } index
        ? at.Items is { } items && index < items.Count ? items[index] : null
        : at.Find(step.Name);

    private static int? FirstIndex(IReadOnlyList<PathStep> steps, int from)
    {
        for (var depth = from; depth < steps.Count; depth++)
        {
            if (steps[depth].Index is not null)
                return depth;
        }

        return null;
    }

    private static void Refuse(
        Draft at, IReadOnlyList<PathStep> steps, int depth, Node value, ParseContext context)
    {
        var where = string.Concat(steps.Take(depth).Select((s, i) => s.Show(i == 0)));
        var keys = at.Keys.Where(key => key.Length > 0).Take(MostShown + 1).ToList();
        var there = at switch
        {
            { Items: { Count: > 0 } items } => $"[0] to [{items.Count - 1}]",
            _ when at.Frame is MapNode && keys.Count > 0 =>
                string.Join(", ", keys.Take(MostShown)) + (keys.Count > MostShown ? " and more" : ""),
            _ => $"no paths, since it is {at.Frame.Shown}",
        };
        var message =
            $"There is nothing at {steps[depth].Show(true)}. {(where.Length == 0 ? "The file" : where)} has {there}.";
        context.Complain(new Place(at.Frame with { Override = value.Override }, value.Override!, ""), message);
    }

    private static ScalarNode Nothing(Node at) => new(at.Line, at.Column, "", IsPlain: true);

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
}
