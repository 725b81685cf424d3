namespace Trainyard.Pipelines;

/// <summary>A text with its secrets filled in. Printed, logged or serialised, it shows <c>${NAME}</c>.</summary>
public sealed class ResolvedText
{
    private readonly string _written;
    private readonly string _value;
    private readonly KeyValuePair<string, string>[] _secrets;

    internal ResolvedText(string written, string value, IReadOnlyDictionary<string, string> secrets)
    {
        _written = written;
        _value = value;

        // The longest first, so that a secret that holds another one goes as a whole.
        _secrets = [.. secrets.OrderByDescending(s => s.Value.Length)];
    }

    /// <summary>
    /// The text with the values: for the one who opens the file or sends the request, and nobody else.
    /// </summary>
    public string Reveal() => _value;

    /// <summary>
    /// A text without the values, whatever their length, as they are or as an address writes them: for messages of
    /// libraries that repeat what they were given.
    /// </summary>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (name, value) in _secrets)
        {
            var shown = $"${{{name}}}";
            text = text.Replace(value, shown).Replace(Uri.EscapeDataString(value), shown);
        }

        return text;
    }

    /// <inheritdoc/>
    public override string ToString() => _written;
}
