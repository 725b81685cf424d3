using System.ComponentModel.DataAnnotations;

namespace Trainyard.Serving;

/// <summary>Section <c>Serving</c>: what is trusted, and how much one request may ask for.</summary>
public sealed record ServingSettings
{
    /// <summary>
    /// The file of the one public key whose statements are trusted: PEM, ECDSA over P-256. Read at each deployment, so
    /// that a key can be changed while Serving runs. Default: every <c>*.pub</c> in the trust folder.
    /// </summary>
    public string? TrustedKey { get; init; }

    /// <summary>Rows that one request may bring, 1 to 1,000,000. Default: 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MostRows { get; init; } = 10_000;

    /// <summary>Bytes that the body of one request may have, 1 KiB to 1 GiB. Default: 16 MiB.</summary>
    [Range(1 << 10, 1 << 30)]
    public int LargestBody { get; init; } = 16 << 20;

    /// <summary>
    /// How often this process looks for versions that another one deployed, 100 ms to 10 min; every 5 s in a
    /// quiet process, where this is less. Default: 2 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(2);
}
