using System.Globalization;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Models;

/// <summary>A model as it is named on the command line: <c>flights-late</c>, <c>flights-late@7</c>,
/// <c>flights-late@staging</c>.</summary>
/// <param name="Model">The model.</param>
/// <param name="Mark">The version or the alias; null without one.</param>
internal sealed record NamedModel(string Model, string? Mark)
{
    /// <summary>The version, where a number stands behind the sign.</summary>
    public int? Version =>
        int.TryParse(Mark, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <exception cref="CommandException">Nothing stands where the name belongs, or behind the sign.</exception>
    public static NamedModel Of(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (model, mark) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        return PlainName.Is(model) && (mark is null || PlainName.Is(mark))
            ? new NamedModel(model, mark)
            : throw CommandException.OfUsage(
                $"'{text}' names no model. It should be its name, with a version or an alias behind @ or without: "
                + "flights-late, flights-late@7, flights-late@staging.");
    }

    /// <summary>The name of a model alone.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static string Alone(string text) => PlainName.Is(text)
        ? text
        : throw CommandException.OfUsage($"'{text}' names no model. It should be its name, such as flights-late.");
}
