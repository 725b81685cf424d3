namespace Trainyard.Hosting.Bus;

/// <summary>Where a broker is and who connects: an address, or a file that holds one.</summary>
public static class BrokerAddress
{
    private const int Longest = 4096;

    /// <summary>What a setting must be, as the end of a sentence.</summary>
    internal const string Rule =
        "must be an address such as amqp://user:password@host:5672/, or file:///path of a file that holds one and that "
        + "this process can read";

    /// <summary>The address; null when it is none, and leads to none.</summary>
    public static Uri? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (FileOf(text) is { } path)
            text = Content(path) ?? "";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "amqp" or "amqps"
            ? address
            : null;
    }

    /// <summary>The file that a setting names; null when it names none.</summary>
    internal static string? FileOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && text.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? address.LocalPath
            : null;

    private static string? Content(string path)
    {
        try
        {
            using var file = new StreamReader(path);
            // No more is read than an address has, whatever the file is.
            var text = new char[Longest];
            return new string(text, 0, file.ReadBlock(text)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
