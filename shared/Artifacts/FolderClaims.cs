using System.Text.Json;

namespace Trainyard.Artifacts;

/// <summary>
/// Whose a folder of artifacts is: the folder has an id, and names the one database of each service whose records name
/// its blobs. What no record of another yard's names would otherwise be removed by it.
/// </summary>
/// <param name="settings">Where the folder is.</param>
public sealed class FolderClaims(ArtifactSettings settings)
{
    private const string IdName = "id";

    private readonly string _claims = Path.Combine(Path.GetFullPath(settings.Folder), "yard");

    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.GetFullPath(settings.Folder);

    /// <summary>The id of the folder, or null where it has none yet.</summary>
    /// <exception cref="ArtifactStoreException">It can't be read.</exception>
    public FolderClaim? Id => Read(IdName);

    /// <summary>Where the claim of a service is written.</summary>
    public string PathOf(string service) => Path.Combine(_claims, service + ".json");

    /// <summary>The database that a service keeps its records in, or null where it has none yet.</summary>
    /// <exception cref="ArtifactStoreException">It can't be read.</exception>
    public FolderClaim? Of(string service) => Read(service);

    /// <summary>The id of the folder; the first who asks gives it one.</summary>
    /// <exception cref="ArtifactStoreException">It can't be written.</exception>
    public FolderClaim TakeId(FolderClaim wanted) => Take(IdName, wanted);

    /// <summary>The database of a service; the first who comes names it.</summary>
    /// <exception cref="ArtifactStoreException">It can't be written.</exception>
    public FolderClaim Take(string service, FolderClaim wanted) => StoreFailure.Named(
        $"write whose the folder {Folder} is",
        () =>
        {
            _ = Directory.CreateDirectory(_claims);
            var path = PathOf(service);
            var mine = $"{path}.{Guid.NewGuid():N}";
            try
            {
                using (var file = new FileStream(mine, FileMode.CreateNew))
                {
                    JsonSerializer.Serialize(file, wanted, JsonSerializerOptions.Web);
                    file.Flush(flushToDisk: true);
                }

                // One that came first stays.
                FreeName.Take(mine, path);
                DurableFolder.Flush(_claims);
            }
            catch (IOException) when (File.Exists(path))
            {
                // It came first.
            }
            finally
            {
                File.Delete(mine);
            }

            return Read(service)!;
        });

    /// <summary>Says where the database of a service is now.</summary>
    /// <exception cref="ArtifactStoreException">It can't be written.</exception>
    public void Move(string service, FolderClaim claim) => _ = StoreFailure.Named(
        $"write where the records of {service} are",
        () =>
        {
            var mine = $"{PathOf(service)}.{Guid.NewGuid():N}";
            File.WriteAllBytes(mine, JsonSerializer.SerializeToUtf8Bytes(claim, JsonSerializerOptions.Web));
            File.Move(mine, PathOf(service), overwrite: true);
            return true;
        });

    private FolderClaim? Read(string name) => StoreFailure.Named($"read whose the folder {Folder} is", () =>
    {
        var path = PathOf(name);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<FolderClaim>(File.ReadAllBytes(path), JsonSerializerOptions.Web)
                ?? throw new JsonException("It holds nothing.");
        }
        catch (JsonException problem)
        {
            throw new IOException($"{path} can't be read: {problem.Message}", problem);
        }
    });
}

/// <summary>What a folder says of itself, or of a database.</summary>
/// <param name="Id">The id.</param>
/// <param name="Place">Where it was when this was written, for people.</param>
/// <param name="Since">When that was, UTC.</param>
public sealed record FolderClaim(Guid Id, string Place, DateTimeOffset Since);
