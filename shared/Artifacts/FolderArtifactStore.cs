#pragma warning disable CA1725, CA1308
using System.Security.Cryptography;
using Trainyard.Contracts;
namespace Trainyard.Artifacts;
public sealed class FolderArtifactStore(ArtifactSettings s) : IArtifactStore
{
    public PendingArtifact Create(string m, string c) { Directory.CreateDirectory(s.Folder); return new P(s.Folder, m, c); }
    public Task<string> Open(ArtifactReference r, CancellationToken c = default) => Task.FromResult(Path.Combine(s.Folder, r.Sha256));
    private sealed class P(string folder, string m, string c) : PendingArtifact
    {
        public override string Path { get; } = System.IO.Path.Combine(folder, Guid.NewGuid() + ".tmp");
        public override async Task<ArtifactReference> Commit(CancellationToken cancellation = default)
        {
            string sha; long size;
            await using (var f = File.OpenRead(Path)) { size = f.Length; sha = Convert.ToHexString(await SHA256.HashDataAsync(f, cancellation)).ToLowerInvariant(); }
            File.Move(Path, System.IO.Path.Combine(folder, sha), true);
            return new ArtifactReference { Sha256 = sha, Size = size, MediaType = m, Schema = c };
        }
        public override ValueTask DisposeAsync() { File.Delete(Path); return default; }
    }
}
