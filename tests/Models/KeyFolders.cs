using Trainyard.Models.Provenance;

namespace Trainyard.Models.Tests;

/// <summary>A folder for private keys and one for public ones, which go with the test.</summary>
internal sealed class KeyFolders : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-");

    public string Root => _folder.FullName;

    public string KeyPath => Path.Combine(Root, "keys", "model-signing.pem");

    public string Trust => Path.Combine(Root, "trust");

    public SigningKey Open() => SigningKey.OpenOrCreate(KeyPath, Trust);

    /// <summary>What Registry states of a version, and signs with its present key.</summary>
    public string Sign(VersionFacts facts)
    {
        using var key = Open();
        return VersionStatement.Sign(facts, key);
    }

    /// <summary>What Registry states of a move, and signs with its present key.</summary>
    public string Sign(MoveFacts facts)
    {
        using var key = Open();
        return MoveStatement.Sign(facts, key);
    }

    public string PublicPath(string id) => Path.Combine(Trust, id + ".pub");

    public void Dispose() => _folder.Delete(recursive: true);
}
