using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Trainyard.Models.Provenance;

namespace Trainyard.Models.Tests;

public sealed class When_an_envelope_is_opened : IDisposable
{
    private const string Type = "application/vnd.in-toto+json";

    private readonly KeyFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    /// <summary>The vector of the specification (secure-systems-lab/dsse, protocol.md 1.0.0).</summary>
    [Fact]
    public void Should_sign_what_the_specification_signs()
    {
        var pae = DsseEnvelope.Pae("http://example.com/HelloWorld", "hello world"u8);

        Assert.Equal("DSSEv1 29 http://example.com/HelloWorld 11 hello world", Encoding.UTF8.GetString(pae));
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new()
            {
                X = Number("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                Y = Number("5640078356564379163099075877009565129882514886557779369047442380624545832820"),
            },
        });
        var signature = Convert.FromBase64String(
            "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");
        Assert.True(key.VerifyData(
            pae, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>The encodings of its test vectors where lengths are easily wrong: bytes, not characters; and nothing
    /// at all.</summary>
    [Theory]
    [InlineData("application/vnd.exämple+json", "{\"_type\":\"https://in-toto.io/Statement/v1\"}",
        "445353457631203239206170706c69636174696f6e2f766e642e6578c3a46d706c652b6a736f6e203433207b225f74797065223a226874"
        + "7470733a2f2f696e2d746f746f2e696f2f53746174656d656e742f7631227d")]
    [InlineData(Type, "", "445353457631203238206170706c69636174696f6e2f766e642e696e2d746f746f2b6a736f6e203020")]
    public void Should_encode_as_the_specification_does(string type, string payload, string pae) =>
        Assert.Equal(pae, Convert.ToHexStringLower(DsseEnvelope.Pae(type, Encoding.UTF8.GetBytes(payload))));

    [Fact]
    public void Should_take_either_alphabet_of_base_64()
    {
        byte[] payload = [0xfb, 0xff, 0xbe, 0x3e, 0x3f];
        var envelope = Signed(payload);
        Assert.Equal("+/++Pj8=", envelope.Payload);
        var signature = envelope.Signatures[0];
        envelope = envelope with
        {
            Payload = "-_--Pj8=",
            Signatures = [signature with { Sig = signature.Sig.Replace('+', '-').Replace('/', '_') }],
        };

        using var keys = TrustedKeys.Of(_folders.Trust);
        Assert.Equal(payload, DsseEnvelope.Read(envelope.Write()).Open(keys));
    }

    [Fact]
    public void Should_ignore_fields_that_are_not_known_and_a_signature_of_somebody_else()
    {
        var envelope = Signed("message"u8);
        envelope = envelope with { Signatures = [new() { KeyId = "theirs", Sig = "AAAA" }, .. envelope.Signatures] };
        var text = envelope.Write()
            .Replace("{\"payloadType\"", "{\"new\":[1],\"payloadType\"", StringComparison.Ordinal);
        Assert.Contains("\"new\"", text, StringComparison.Ordinal);

        using var keys = TrustedKeys.Of(_folders.Trust);
        Assert.Equal("message"u8, DsseEnvelope.Read(text).Open(keys));
    }

    [Fact]
    public void Should_refuse_another_type_for_the_same_bytes()
    {
        var envelope = Signed("message"u8) with { PayloadType = "application/vnd.other+json" };

        using var keys = TrustedKeys.Of(_folders.Trust);
        Assert.Throws<StatementException>(() => envelope.Open(keys));
    }

    [Theory]
    [InlineData("", "It has no signed statement.")]
    [InlineData("null", "The envelope of its statement holds 'null'.")]
    [InlineData("[]", "The envelope of its statement is not the JSON expected")]
    [InlineData("{}", "The envelope of its statement is not the JSON expected")]
    [InlineData("{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[]}", "Its statement has 0 signatures; 1 to 8")]
    [InlineData("{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[null]}", "Its statement has 1 signatures")]
    [InlineData("{\"payload\":\"\",\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"\"}]}",
        "The envelope of its statement is not the JSON expected")]
    [InlineData("{\"payload\":null,\"payloadType\":\"\",\"signatures\":[{\"sig\":\"\"}]}",
        "The envelope of its statement is not the JSON expected")]
    [InlineData("{\"payload\":\"AA\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"\"}]}",
        "The payload of its statement is not base 64.")]
    [InlineData("{\"payload\":\"AB==\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"\"}]}",
        "The payload of its statement is not base 64.")]
    [InlineData("{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"keyid\":\"x\",\"sig\":\"?\"}]}",
        "Its statement is signed by key x, which is not trusted: there is no such public key in ")]
    public void Should_say_what_is_wrong_with_it(string text, string sentence)
    {
        _folders.Open().Dispose();
        using var keys = TrustedKeys.Of(_folders.Trust);

        var problem = Assert.Throws<StatementException>(() => DsseEnvelope.Read(text).Open(keys));

        Assert.StartsWith(sentence, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_repeat_no_more_of_a_stranger_than_a_line_can_show()
    {
        var id = "\u001b[2J\n\ud800" + new string('x', 60_000);
        var envelope = Signed("message"u8);
        envelope = envelope with { Signatures = [envelope.Signatures[0] with { KeyId = id }] };
        using var keys = TrustedKeys.Of(_folders.Trust);

        var problem = Assert.Throws<StatementException>(() => DsseEnvelope.Read(envelope.Write()).Open(keys));

        Assert.StartsWith("Its statement is signed by key ?[2J??xxx", problem.Message, StringComparison.Ordinal);
        Assert.InRange(problem.Message.Length, 200, 500);
        Assert.All(problem.Message, c => Assert.InRange(c, ' ', '~'));
    }

    [Fact]
    public void Should_read_no_more_than_it_says()
    {
        var problem = Assert.Throws<StatementException>(
            () => DsseEnvelope.Read(new string(' ', DsseEnvelope.Longest + 1)));

        Assert.Equal("Its statement has 65,537 characters; at most 65,536 are read.", problem.Message);
    }

    [Fact]
    public void Should_never_open_what_somebody_else_made_up()
    {
        _folders.Open().Dispose();
        using var keys = TrustedKeys.Of(_folders.Trust);
        var known = Gen.Int[0, 2].Select(n => new[] { keys.Ids.Single(), "", "theirs" }[n]);
        var payloads = Gen.Byte.Array.Select(bytes => Convert.ToBase64String(bytes));

        Gen.Select(Gen.String, payloads, known, Gen.Byte.Array).Sample(
            (type, payload, id, signature) =>
            {
                var envelope = new DsseEnvelope
                {
                    PayloadType = type,
                    Payload = payload,
                    Signatures = [new() { KeyId = id, Sig = Convert.ToBase64String(signature) }],
                };
                Assert.Throws<StatementException>(() => DsseEnvelope.Read(envelope.Write()).Open(keys));
            });
    }

    private static byte[] Number(string text) =>
        BigInteger.Parse(text, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);

    private DsseEnvelope Signed(ReadOnlySpan<byte> payload)
    {
        using var key = _folders.Open();
        return DsseEnvelope.Sign(Type, payload, key);
    }
}
