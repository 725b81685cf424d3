using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Trainyard.Hosting.Settings;

namespace Trainyard.Hosting.Http;

/// <summary>The key that a yard asks for: a bearer token (RFC 6750), which is a password without a user.</summary>
public static class HttpKey
{
    private const int Shortest = 16;
    private const int Longest = 512;
    private const int RandomBytes = 32;

    /// <summary>What a key must be, as the end of a sentence.</summary>
    internal static readonly string Rule =
        $"must be a key of {Shortest} to {Longest} letters, digits and -._~+/=";

    /// <summary>Whether a text can be a key: long enough not to be guessed, and of what a header can hold.</summary>
    public static bool IsPossible(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is >= Shortest and <= Longest
            && key.All(c => char.IsAsciiLetterOrDigit(c) || "-._~+/=".Contains(c, StringComparison.Ordinal));
    }

    /// <summary>A new one, that nobody guesses.</summary>
    public static string Create() => RandomNumberGenerator.GetHexString(2 * RandomBytes, lowercase: true);

    /// <summary>The key of the settings; null when there is none.</summary>
    /// <exception cref="SettingsException">The settings name one that is none.</exception>
    public static string? Of(IConfiguration configuration) =>
        Of(SettingsReader.Read<HttpSettings>(configuration, "Http"));

    /// <summary>The key in a file, which may end with a line break; null when it holds none.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string? Read(string path)
    {
        using var file = new StreamReader(path);
        // No more is read than a key has, whatever the file is.
        var text = new char[Longest + "\r\n".Length];
        var key = new string(text, 0, file.ReadBlock(text)).TrimEnd('\r', '\n');
        return file.Peek() < 0 && IsPossible(key) ? key : null;
    }

    internal static string? Of(HttpSettings settings)
    {
        if (string.IsNullOrEmpty(settings.KeyFile))
            return string.IsNullOrEmpty(settings.Key) ? null : settings.Key;
        try
        {
            return Read(settings.KeyFile) ?? throw new SettingsException(
                [$"{nameof(Http)}:{nameof(settings.KeyFile)} names a file whose content {Rule}"]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                [$"{nameof(Http)}:{nameof(settings.KeyFile)} must name a file that this process can read"]);
        }
    }
}
