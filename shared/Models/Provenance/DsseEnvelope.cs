using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Trainyard.Models.Provenance;

/// <summary>
/// A signed message in the JSON form of DSSE, the Dead Simple Signing Envelope, protocol 1.0.0: its bytes are signed as
/// they are, so no canonical form of them is needed.
/// </summary>
public sealed record DsseEnvelope
{
    /// <summary>The longest text that is read, in UTF-16 code units. A statement of ours has some 2,500.</summary>
    public const int Longest = 64 << 10;

    private const int MostSignatures = 8;

    /// <summary>The message in base 64, standard or URL-safe.</summary>
    [JsonPropertyOrder(1)]
    public required string Payload { get; init; }

    /// <summary>What the message is: a media type or a URI. It is signed too.</summary>
    public required string PayloadType { get; init; }

    /// <summary>The signatures, each on its own good enough.</summary>
    [JsonPropertyOrder(2)]
    public required IReadOnlyList<DsseSignature> Signatures { get; init; }

    /// <summary>What is signed: the pre-authentication encoding of a message and its type.</summary>
    public static byte[] Pae(string payloadType, ReadOnlySpan<byte> payload)
    {
        var type = Encoding.UTF8.GetBytes(payloadType);
        var head = string.Create(
            CultureInfo.InvariantCulture, $"DSSEv1 {type.Length} {payloadType} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }

    /// <summary>Signs a message.</summary>
    public static DsseEnvelope Sign(string payloadType, ReadOnlySpan<byte> payload, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var signature = key.Sign(Pae(payloadType, payload));
        return new DsseEnvelope
        {
            PayloadType = payloadType,
            Payload = Convert.ToBase64String(payload),
            Signatures = [new() { KeyId = key.Id, Sig = Convert.ToBase64String(signature) }],
        };
    }

    /// <summary>Reads the text of an envelope.</summary>
    /// <exception cref="StatementException">It is none, or too long.</exception>
    public static DsseEnvelope Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            throw new StatementException("It has no signed statement.");
        if (text.Length > Longest)
            throw new StatementException(
                $"Its statement has {text.Length:N0} characters; at most {Longest:N0} are read.");
        var envelope = ProvenanceJson.Read<DsseEnvelope>(Encoding.UTF8.GetBytes(text), "The envelope of its statement");
        return envelope.Signatures.Count is > 0 and <= MostSignatures && envelope.Signatures.All(one => one is not null)
            ? envelope
            : throw new StatementException(
                $"Its statement has {envelope.Signatures.Count} signatures; 1 to {MostSignatures} are read.");
    }

    /// <summary>The text of the envelope.</summary>
    public string Write() => Encoding.UTF8.GetString(ProvenanceJson.Write(this));

    /// <summary>The message, once one of its signatures is known to be good.</summary>
    /// <exception cref="StatementException">None is; the keys that signed it are named.</exception>
    public byte[] Open(TrustedKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var payload = Base64Text.Read(Payload)
            ?? throw new StatementException("The payload of its statement is not base 64.");
        var signed = Pae(PayloadType, payload);
        foreach (var signature in Signatures)
        {
            // The key id is not signed: it only says which keys to try.
            if (Base64Text.Read(signature.Sig) is { } bytes && keys.Verify(signature.KeyId, signed, bytes))
                return payload;
        }

        throw new StatementException(Signatures.FirstOrDefault(signature => keys.Holds(signature.KeyId)) is { } known
            ? $"The signature of its statement by key {known.KeyId} is not good."
            : $"Its statement is signed by key {ShownText.Of(Signatures[0].KeyId)}, which is not trusted: "
                + $"{keys.Where}.");
    }
}

/// <summary>A signature of an envelope.</summary>
public sealed record DsseSignature
{
    /// <summary>Which key signed; empty where the envelope does not say.</summary>
    [JsonPropertyName("keyid")]
    public string KeyId { get; init; } = "";

    /// <summary>The signature in base 64: ECDSA over P-256 with SHA-256, in DER, as openssl and cosign have
    /// it.</summary>
    public required string Sig { get; init; }
}
