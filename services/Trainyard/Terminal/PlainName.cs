namespace Trainyard.Cli.Terminal;

/// <summary>Names and ids that a server may know: they are a part of its addresses as they stand. What is not leads
/// somewhere else there, or nowhere, and is told by nobody as it was written.</summary>
internal static class PlainName
{
    public static bool Is(string text) =>
        text.Any(c => c != '.') && string.Equals(Uri.EscapeDataString(text), text, StringComparison.Ordinal);
}
