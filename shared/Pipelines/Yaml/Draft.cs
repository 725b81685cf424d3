namespace Trainyard.Pipelines.Yaml;

/// <summary>
/// A tree of nodes while values are put into it. Nodes don't change, since anchors share them; a draft is opened where
/// a path leads through, and the rest stays as it was. So the work grows with the paths, and not with the file for
/// each.
/// </summary>
internal sealed class Draft(Node node)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private Node _node = node;
    private List<Draft>? _items;
    private List<(MapEntry Entry, Draft Value)?>? _entries;

    /// <summary>What stands here, as far as its place and its kind go: children may have changed.</summary>
    public Node Frame => _node;

    /// <summary>The items of a list; null for anything else.</summary>
    public IReadOnlyList<Draft>? Items
    {
        get
        {
            if (_items is null && _node is ListNode list)
                _items = [.. list.Items.Select(item => new Draft(item))];
            return _items;
        }
    }

    /// <summary>The keys of a mapping, none for anything else.</summary>
    public IEnumerable<string> Keys => _node is MapNode ? Entries().Select(e => e?.Entry.Key.Text ?? "") : [];

    /// <summary>The value of a key; null where there is none.</summary>
    public Draft? Find(string key)
    {
        if (_node is not MapNode)
            return null;
        var entries = Entries();
        return _places.TryGetValue(key, out var place) ? entries[place]!.Value.Value : null;
    }

    /// <summary>Puts a value in the place of all that stands here.</summary>
    public void Replace(Node value)
    {
        _node = value;
        (_items, _entries) = (null, null);
        _places.Clear();
    }

    /// <summary>Makes a mapping of what stands here. A shorthand, such as a word or a list, keeps its place under a key
    /// of its own.</summary>
    public void BeMap(string? origin)
    {
        if (_node is MapNode)
            return;
        var shorthand = new MapEntry(Name("", _node), Freeze(), IsShorthand: true);
        List<MapEntry> entries = _node is ScalarNode { IsNothing: true } ? [] : [shorthand];
        Replace(new MapNode(_node.Line, _node.Column, entries) { Override = origin });
    }

    /// <summary>Adds a key to a mapping, with nothing as its value.</summary>
    public Draft Add(string key, string? origin)
    {
        var entries = Entries();
        var value = new Draft(new ScalarNode(_node.Line, _node.Column, "", IsPlain: true));
        _places.Add(key, entries.Count);
        entries.Add((new MapEntry(Name(key, _node) with { Override = origin }, value.Frame), value));
        return value;
    }

    /// <summary>Takes a key out of a mapping.</summary>
    public void Remove(string key)
    {
        var entries = Entries();
        if (_places.Remove(key, out var place))
            entries[place] = null;
    }

    /// <summary>The tree as it is now.</summary>
    public Node Freeze() => _node switch
    {
        ListNode list when _items is { } items => list with { Items = [.. items.Select(item => item.Freeze())] },
        MapNode map when _entries is { } entries => map with
        {
            Entries =
            [
                .. entries.OfType<(MapEntry Entry, Draft Value)>()
                    .Select(e => e.Entry with { Value = e.Value.Freeze() }),
            ],
        },
        var untouched => untouched,
    };

    private List<(MapEntry Entry, Draft Value)?> Entries()
    {
        if (_entries is not null)
            return _entries;
        _entries = [];
        foreach (var entry in ((MapNode)_node).Entries)
        {
            if (!entry.IsShorthand)
                _ = _places.TryAdd(entry.Key.Text, _entries.Count);
            _entries.Add((entry, new Draft(entry.Value)));
        }

        return _entries;
    }

    private static ScalarNode Name(string name, Node at) => new(at.Line, at.Column, name, IsPlain: true);
}
