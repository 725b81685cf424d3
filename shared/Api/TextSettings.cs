using System.ComponentModel.DataAnnotations;

namespace Trainyard.Api;

/// <summary>Section <c>Texts</c>: how long what people write may be.</summary>
public sealed record TextSettings
{
    /// <summary>The longest name, reason or folder, in characters, 100 to 100,000. Default: 2000.</summary>
    [Range(100, 100_000)]
    public int Longest { get; init; } = 2000;

    /// <summary>The longest idempotency key, in characters, 36 to 1000. Default: 200.</summary>
    [Range(36, 1000)]
    public int LongestKey { get; init; } = 200;
}
