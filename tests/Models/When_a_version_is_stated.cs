using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Trainyard.Models.Provenance;

namespace Trainyard.Models.Tests;

public sealed class When_a_version_is_stated : IDisposable
{
    private readonly KeyFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public void Should_be_an_in_toto_statement_with_SLSA_provenance_as_the_page_says()
    {
        var envelope = JsonNode.Parse(_folders.Sign(Facts.Churn))!;
        Assert.Equal("application/vnd.in-toto+json", (string)envelope["payloadType"]!);
        var payload = JsonNode.Parse(Convert.FromBase64String((string)envelope["payload"]!))!;

        var page = File.ReadAllText(Path.Combine(Root(), "docs", "provenance.md"));
        var example = page.Split("```json")[1].Split("```")[0];
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(example), payload), payload.ToJsonString());
    }

    [Fact]
    public void Should_say_the_same_when_it_is_read()
    {
        using var keys = Trusted(out var text);

        var read = VersionStatement.Open(text, keys);

        Assert.Empty(read.DifferencesFrom(Facts.Churn));
        Assert.Equal((Facts.Churn.Seed, Facts.Churn.RequestedAt), (read.Seed, read.RequestedAt));
    }

    [Fact]
    public void Should_say_the_same_where_there_is_less_to_say()
    {
        var facts = Facts.Churn with
        {
            RequestedAt = null,
            Metrics = new Dictionary<string, double>(),
            Gate = [new("auc", ">=", 0.8, IsMet: false)],
        };
        var text = _folders.Sign(facts);
        using var keys = TrustedKeys.Of(_folders.Trust);

        var read = VersionStatement.Open(text, keys);

        Assert.Empty(read.DifferencesFrom(facts));
        Assert.Null(read.RequestedAt);
    }

    /// <summary>By somebody else's code: the encoding written again from the text of the specification, the signature
    /// and the key id checked by openssl.</summary>
    [Fact]
    public void Should_be_good_to_a_verifier_that_knows_nothing_of_us()
    {
        if (Run("version") is null) Assert.Skip("There is no openssl on this machine.");
        using var document = JsonDocument.Parse(_folders.Sign(Facts.Churn));
        var envelope = document.RootElement;
        var (type, body) = (
            Encoding.UTF8.GetBytes(envelope.GetProperty("payloadType").GetString()!),
            Convert.FromBase64String(envelope.GetProperty("payload").GetString()!));
        using var pae = new MemoryStream();
        foreach (var part in new[]
        {
            "DSSEv1"u8.ToArray(), Length(type), type, Length(body), body,
        })
        {
            if (pae.Length > 0) pae.WriteByte(0x20);
            pae.Write(part);
        }

        var signature = envelope.GetProperty("signatures")[0];
        var id = signature.GetProperty("keyid").GetString()!;
        var (signed, sig) = (Path.Combine(_folders.Root, "pae"), Path.Combine(_folders.Root, "sig"));
        File.WriteAllBytes(signed, pae.ToArray());
        File.WriteAllBytes(sig, Convert.FromBase64String(signature.GetProperty("sig").GetString()!));

        var der = Path.Combine(_folders.Root, "der");
        var key = _folders.PublicPath(id);
        Assert.Equal(0, Run("dgst", "-sha256", "-verify", key, "-signature", sig, signed));
        Assert.Equal(0, Run("pkey", "-pubin", "-in", key, "-outform", "DER", "-out", der));
        Assert.Equal(id, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(der))));
        File.WriteAllBytes(signed, [.. pae.ToArray(), 0x20]);
        Assert.NotEqual(0, Run("dgst", "-sha256", "-verify", key, "-signature", sig, signed));

        static byte[] Length(byte[] bytes) => Encoding.ASCII.GetBytes($"{bytes.Length}");
    }

    [Fact]
    public void Should_be_refused_when_a_byte_of_what_is_signed_or_of_its_signature_is_another()
    {
        using var keys = Trusted(out var text);
        var envelope = DsseEnvelope.Read(text);
        var payload = Convert.FromBase64String(envelope.Payload);
        var signature = Convert.FromBase64String(envelope.Signatures[0].Sig);

        Gen.Select(Gen.Bool, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample((isPayload, at, flip) =>
        {
            byte[] bytes = [.. isPayload ? payload : signature];
            bytes[at % bytes.Length] ^= flip;
            var flipped = Convert.ToBase64String(bytes);
            var forged = isPayload
                ? envelope with { Payload = flipped }
                : envelope with { Signatures = [envelope.Signatures[0] with { Sig = flipped }] };
            Assert.Throws<StatementException>(() => VersionStatement.Open(forged.Write(), keys));
        });
    }

    [Fact]
    public void Should_say_the_same_or_nothing_when_a_character_of_it_is_another()
    {
        using var keys = Trusted(out var text);
        var (read, refused) = (0, 0);

        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char).Sample((at, other) =>
        {
            var changed = string.Concat(text.AsSpan(0, at), [other], text.AsSpan(at + 1));
            try
            {
                Assert.Empty(VersionStatement.Open(changed, keys).DifferencesFrom(Facts.Churn));
                Interlocked.Increment(ref read);
            }
            catch (StatementException)
            {
                Interlocked.Increment(ref refused);
            }
        });

        // What is read is the text with a character that was there before.
        Assert.True(refused > read, $"{refused} refused, {read} read");
    }

    [Fact]
    public void Should_name_whatever_a_document_says_differently()
    {
        using var keys = Trusted(out var text);
        var signed = VersionStatement.Open(text, keys);
        var churn = Facts.Churn;
        var another = new string('0', 64);
        var run = Guid.NewGuid();
        foreach (var (lie, sentence) in new (VersionFacts, string)[]
        {
            (churn with { Model = "penguins" }, "Its statement is about model 'churn', not 'penguins'."),
            (churn with { Version = int.MaxValue }, "Its statement is about version 3, not 2147483647."),
            (churn with { RunId = run }, $"Its statement is about run {churn.RunId}, not {run}."),
            (churn with { Artifact = another }, $"Its statement is about artifact {churn.Artifact}, not {another}."),
            (churn with { Definition = another },
                $"Its statement is about definition {churn.Definition}, not {another}."),
            (churn with { Snapshot = another }, $"Its statement is about snapshot {churn.Snapshot}, not {another}."),
            (churn with { Features = another }, $"Its statement is about features {churn.Features}, not {another}."),
            (churn with { Report = another }, $"Its statement is about report {churn.Report}, not {another}."),
            (churn with { CodeVersion = "9" }, "Its statement is about code version 0.1.0+abc, not 9."),
            (churn with { RegisteredAt = churn.RegisteredAt.AddDays(1) },
                "Its statement is about the time of registration 2026-03-01T09:02:03.4500000Z, not "
                + "2026-03-02T09:02:03.4500000Z."),
            (churn with { Metrics = new Dictionary<string, double> { ["auc"] = 0.99 } },
                "Its statement is about metric auc 0.84, not 0.99."),
            (churn with { Metrics = new Dictionary<string, double> { ["auc"] = 0.84, ["f1"] = 1 } },
                "Its statement is about metric f1 none, not 1."),
            (churn with { Gate = [] }, "Its statement is about gate auc >= 0.8 (0.84, met), not none."),
        })
        {
            Assert.Equal([sentence], signed.DifferencesFrom(lie));
        }
    }

    [Theory]
    [InlineData("\"_type\":\"https://in-toto.io/Statement/v1\"", "\"_type\":\"https://in-toto.io/Statement/v2\"",
        "The type of its statement is 'https://in-toto.io/Statement/v2', not 'https://in-toto.io/Statement/v1'.")]
    [InlineData("slsa.dev/provenance/v1", "slsa.dev/provenance/v2", "The type of its predicate is ")]
    [InlineData("training-run/v1", "training-run/v2", "The type of its build is ")]
    [InlineData("yard/v1", "yard/v2", "The type of its builder is ")]
    [InlineData("\"name\":\"churn/3\"", "\"name\":\"churn/4\"", "Its statement does not name one 'churn/3'.")]
    [InlineData("\"name\":\"snapshot\"", "\"name\":\"definition\"", "Its statement does not name one 'definition'.")]
    [InlineData("{\"model\":\"churn\"}", "{\"model\":\"churn\",\"more\":1}", "Its statement is not the JSON expected")]
    [InlineData("{\"model\":\"churn\"}", "{}", "Its statement is not the JSON expected")]
    [InlineData("\"sha256\":\"aa", "\"sha256\":\"AA", "Its statement names no SHA-256 of 'churn/3'.")]
    [InlineData("\"sha256\":\"aa", "\"sha512\":\"aa", "Its statement names no SHA-256 of 'churn/3'.")]
    [InlineData("0c6b0a51-3f14", "0c6b0a51", "Its statement names no run.")]
    [InlineData("\"subject\":[", "\"subject\":[null,", "Its statement is about 2 artifacts, not one.")]
    public void Should_be_refused_when_it_is_signed_and_is_no_statement_of_ours(
        string part, string instead, string sentence)
    {
        using var key = _folders.Open();
        var payload = Encoding.UTF8.GetString(ProvenanceJson.Write(VersionStatement.Of(Facts.Churn)));
        Assert.Contains(part, payload, StringComparison.Ordinal);
        var text = DsseEnvelope.Sign(
            InTotoStatement.MediaType,
            Encoding.UTF8.GetBytes(payload.Replace(part, instead, StringComparison.Ordinal)), key).Write();
        using var keys = TrustedKeys.Of(_folders.Trust);

        var problem = Assert.Throws<StatementException>(() => VersionStatement.Open(text, keys));

        Assert.StartsWith(sentence, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_be_refused_when_a_trusted_key_signed_something_else_than_a_statement()
    {
        using var key = _folders.Open();
        var text = DsseEnvelope.Sign("text/plain", "hello"u8, key).Write();
        using var keys = TrustedKeys.Of(_folders.Trust);

        var problem = Assert.Throws<StatementException>(() => VersionStatement.Open(text, keys));

        Assert.Equal("The type of its payload is 'text/plain', not 'application/vnd.in-toto+json'.", problem.Message);
    }

    [Fact]
    public void Should_not_be_signed_when_it_is_longer_than_anybody_reads()
    {
        var many = Enumerable.Range(0, 5_000).ToDictionary(n => $"metric_{n}", n => (double)n);

        var problem = Assert.Throws<StatementException>(
            () => _folders.Sign(Facts.Churn with { Metrics = many }));

        Assert.EndsWith("characters; at most 65,536 are read.", problem.Message, StringComparison.Ordinal);
    }

    internal static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Microservices.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No repository is above.");
        return folder;
    }

    private static int? Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private TrustedKeys Trusted(out string text)
    {
        text = _folders.Sign(Facts.Churn);
        return TrustedKeys.Of(_folders.Trust);
    }
}
