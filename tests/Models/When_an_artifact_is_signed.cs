using System.Security.Cryptography;

using Trainyard.Models.Artifact;

namespace Trainyard.Models.Tests;

public sealed class When_an_artifact_is_signed : IDisposable
{
    private static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData("model"u8));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-");

    private string KeyPath => Path.Combine(_folder.FullName, "keys", "model.pem");

    private string PublicPath => Path.Combine(_folder.FullName, "trust", "model.pem.pub");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Should_be_known_by_the_public_key_apart_from_the_private_one()
    {
        using var key = ModelSignature.OpenOrCreateKey(KeyPath, PublicPath);
        var signature = ModelSignature.Sign(key, Digest);
        using var known = ModelSignature.OpenPublicKey(PublicPath);
        Assert.True(ModelSignature.Verify(known, Digest, signature));
        Assert.False(ModelSignature.Verify(known, Digest.Replace(Digest[0], Digest[0] == '1' ? '2' : '1'), signature));
    }

    [Fact]
    public void Should_be_known_after_a_restart()
    {
        string signature;
        using (var key = ModelSignature.OpenOrCreateKey(KeyPath, PublicPath))
            signature = ModelSignature.Sign(key, Digest);
        using var again = ModelSignature.OpenOrCreateKey(KeyPath, PublicPath);
        Assert.True(ModelSignature.Verify(again, Digest, signature));
    }

    [Fact]
    public void Should_have_its_public_key_again_where_that_is_gone()
    {
        ModelSignature.OpenOrCreateKey(KeyPath, PublicPath).Dispose();
        Directory.Delete(Path.GetDirectoryName(PublicPath)!, recursive: true);
        using var key = ModelSignature.OpenOrCreateKey(KeyPath, PublicPath);

        using var known = ModelSignature.OpenPublicKey(PublicPath);
        Assert.True(ModelSignature.Verify(known, Digest, ModelSignature.Sign(key, Digest)));
    }

    [Fact]
    public void Should_not_be_known_by_another_key()
    {
        using var key = ModelSignature.OpenOrCreateKey(KeyPath, PublicPath);
        using var other = ModelSignature.OpenOrCreateKey(KeyPath + "2", PublicPath + "2");
        Assert.False(ModelSignature.Verify(other, Digest, ModelSignature.Sign(key, Digest)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base 64!")]
    [InlineData("AAAA")]
    public void Should_take_nonsense_for_no_signature(string signature)
    {
        using var key = ModelSignature.OpenOrCreateKey(KeyPath, PublicPath);
        Assert.False(ModelSignature.Verify(key, Digest, signature));
        Assert.False(ModelSignature.Verify(key, signature, ModelSignature.Sign(key, Digest)));
    }

    [Fact]
    public void Should_keep_the_private_key_for_its_owner()
    {
        ModelSignature.OpenOrCreateKey(KeyPath, PublicPath).Dispose();
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such modes; the folder's access list counts there.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        var known = File.ReadAllText(PublicPath);
        Assert.DoesNotContain("PRIVATE", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_have_one_key_however_many_ask_for_it_at_once()
    {
        var signatures = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var key = ModelSignature.OpenOrCreateKey(KeyPath, PublicPath);
            return ModelSignature.Sign(key, Digest);
        })));
        using var known = ModelSignature.OpenPublicKey(PublicPath);
        Assert.All(signatures, signature => Assert.True(ModelSignature.Verify(known, Digest, signature)));
        var files = Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories);
        Assert.Equal([KeyPath, PublicPath], files.Order(StringComparer.Ordinal));
    }
}
