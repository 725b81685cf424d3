using System.Security.Cryptography;
using Trainyard.Models.Provenance;

namespace Trainyard.Models.Tests;

public sealed class When_a_key_signs : IDisposable
{
    private static readonly byte[] Bytes = "what is signed"u8.ToArray();

    private readonly KeyFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public void Should_be_known_by_its_public_half_alone_under_the_name_of_its_id()
    {
        using var key = _folders.Open();
        Directory.Delete(Path.GetDirectoryName(_folders.KeyPath)!, recursive: true);

        using var keys = TrustedKeys.Of(_folders.Trust);
        Assert.Equal([key.Id], keys.Ids);
        Assert.Equal([_folders.PublicPath(key.Id)], Directory.GetFiles(_folders.Trust));
        Assert.True(keys.Verify(key.Id, Bytes, key.Sign(Bytes)));
        Assert.True(keys.Verify("", Bytes, key.Sign(Bytes)));
        Assert.False(keys.Verify(key.Id, [.. Bytes, 0], key.Sign(Bytes)));
        Assert.False(keys.Verify(new string('0', 64), Bytes, key.Sign(Bytes)));
    }

    [Fact]
    public void Should_have_an_id_that_anybody_can_compute()
    {
        using var key = _folders.Open();
        var pem = File.ReadAllText(_folders.PublicPath(key.Id));
        var der = Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(der)), key.Id);
    }

    [Fact]
    public void Should_be_the_same_key_after_a_restart()
    {
        using var key = _folders.Open();
        using var again = _folders.Open();

        Assert.Equal(key.Id, again.Id);
    }

    [Fact]
    public void Should_be_written_as_PKCS_8_for_its_owner_alone()
    {
        using var key = _folders.Open();

        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", File.ReadAllText(_folders.KeyPath), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "PRIVATE", File.ReadAllText(_folders.PublicPath(key.Id)), StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such modes; the folder's access list counts there.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folders.KeyPath));
    }

    [Fact]
    public void Should_read_a_key_in_the_form_of_before()
    {
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write(_folders.KeyPath, old.ExportECPrivateKeyPem());

        using var key = _folders.Open();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(old.ExportSubjectPublicKeyInfo())), key.Id);
        using var keys = TrustedKeys.Of(_folders.Trust);
        Assert.True(keys.Verify(key.Id, Bytes, key.Sign(Bytes)));
    }

    /// <summary>A kill between the two files, a trust folder that was lost, one that holds something else.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void Should_have_its_public_half_again_whenever_it_is_opened(string? instead)
    {
        string id;
        using (var key = _folders.Open())
            id = key.Id;
        File.Delete(_folders.PublicPath(id));
        if (instead is not null) File.WriteAllText(_folders.PublicPath(id), instead);

        using var again = _folders.Open();

        using var keys = TrustedKeys.Of(_folders.Trust);
        Assert.True(keys.Verify(again.Id, Bytes, again.Sign(Bytes)));
    }

    [Fact]
    public async Task Should_be_one_key_however_many_ask_for_it_at_once()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var key = _folders.Open();
            return key.Id;
        })));

        var files = Directory.GetFiles(_folders.Root, "*", SearchOption.AllDirectories);
        Assert.Equal(
            [_folders.KeyPath, _folders.PublicPath(ids.Distinct().Single())], files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Should_trust_no_file_that_holds_something_else_and_every_key_beside_it()
    {
        using var key = _folders.Open();
        File.Copy(_folders.KeyPath, Path.Combine(_folders.Trust, "private.pub"));
        File.Copy(_folders.PublicPath(key.Id), Path.Combine(_folders.Trust, "twice.pub"));
        Write(Path.Combine(_folders.Trust, "nonsense.pub"), "nonsense");
        Write(Path.Combine(_folders.Trust, "large.pub"), new string('A', 100_000));
        using var weaker = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Write(Path.Combine(_folders.Trust, "curve.pub"), weaker.ExportSubjectPublicKeyInfoPem());
        using var rsa = RSA.Create(2048);
        Write(Path.Combine(_folders.Trust, "rsa.pub"), rsa.ExportSubjectPublicKeyInfoPem());

        using var keys = TrustedKeys.Of(_folders.Trust);

        Assert.Equal([key.Id], keys.Ids);
        using var none = TrustedKeys.Of(_folders.KeyPath);
        Assert.Empty(none.Ids);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void Should_say_which_file_holds_no_private_key(string text)
    {
        Write(_folders.KeyPath, text);

        var problem = Assert.Throws<InvalidDataException>(_folders.Open);

        Assert.Equal(
            $"'{_folders.KeyPath}' is no PEM file of a private key for ECDSA over P-256.", problem.Message);
        Assert.Equal(text, File.ReadAllText(_folders.KeyPath));
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
