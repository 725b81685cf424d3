using System.Globalization;

namespace Trainyard.Pipelines.Yaml;

/// <summary>A step of a path: the name of a key, or the number of an item.</summary>
internal readonly record struct PathStep(string Name, int? Index)
{
    /// <summary>The step as text.</summary>
    public string Show(bool first) => Index is { } index ? $"[{index}]" : first ? Name : $".{Name}";
}

/// <summary>Paths such as <c>features[0].numeric</c>; names with dots or brackets stand between backquotes.</summary>
internal static class OverridePath
{
    private const int Longest = 16;

    /// <summary>Characters of a path: it stands in messages.</summary>
    private const int LongestText = 500;

    /// <summary>The steps; null when the text is no path.</summary>
    public static IReadOnlyList<PathStep>? Parse(string path)
    {
        if (path.Length > LongestText) return null;
        var steps = new List<PathStep>();
        for (var at = 0; at < path.Length;)
        {
            if (path[at] == '[')
            {
                var end = path.IndexOf(']', at);
                if (end < 0 || steps.Count == 0) return null;
                if (!int.TryParse(
                    path.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                    return null;
                steps.Add(new PathStep("", index));
                at = end + 1;
                continue;
            }

            if (steps.Count > 0 && path[at++] != '.') return null;
            if (at == path.Length) return null;
            var quoted = path[at] == '`';
            var from = quoted ? at + 1 : at;
            var to = quoted ? path.IndexOf('`', from) : path.IndexOfAny(['.', '['], from);
            if (quoted && to < 0) return null;
            if (to < 0) to = path.Length;
            if (to == from) return null;
            steps.Add(new PathStep(path[from..to], null));
            at = quoted ? to + 1 : to;
        }

        return steps.Count is 0 or > Longest ? null : steps;
    }
}
