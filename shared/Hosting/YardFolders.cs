using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Trainyard.Hosting.Stores;

namespace Trainyard.Hosting;

/// <summary>
/// Where a yard keeps what is its own: the one list, both for those who keep something there and for those who must
/// never hand any of it out.
/// </summary>
public sealed class YardFolders(
    IOptions<DataSettings> data,
    IOptions<DocumentSettings> documents,
    IOptions<BlobSettings> artifacts,
    IOptions<KeySettings> keys,
    IEnumerable<OwnFile> files)
{
    /// <summary>Below the data folder, where the settings name no other place: the documents that are files.</summary>
    public const string Documents = "documents";

    /// <summary>Below the data folder, where the settings name no other place: the blobs.</summary>
    public const string Artifacts = "artifacts";

    /// <summary>Below the data folder: the diagrams that the command saves.</summary>
    public const string Diagrams = "runs";

    /// <summary>In the data folder: the file whose lock says that a process holds the folder.</summary>
    public const string LockFile = "yard.lock";

    /// <summary>In the folder of the documents: the file whose lock says that a process with a bus of its own works
    /// on them.</summary>
    public const string DocumentsLock = "documents.lock";

    /// <summary>In the folder of the documents: the file that names the data folder of that process.</summary>
    public const string DocumentsHolder = "documents.holder";

    /// <summary>In the data folder: the file that says where that process can be reached.</summary>
    public const string AddressFile = "yard.address";

    /// <summary>In the data folder: files that are being written, which hold what the file will.</summary>
    public const string Drafts = "drafts";

    /// <summary>In the data folder: the file that says that others than its owner may have been served.</summary>
    public const string ServedFile = "yard.served";

    /// <summary>What is a yard's own in its data folder, where the settings name no other place.</summary>
    public static IReadOnlyList<string> InDataFolder { get; } =
        [Documents, Artifacts, "keys", "trust", Diagrams, Drafts, LockFile, AddressFile, ServedFile];

    /// <summary>
    /// All of it, as full paths: folders with what is below them, and files. The places in the data folder belong to it
    /// even where the settings name others, since an earlier process may have used them; the rest of the data folder
    /// does not, since data of people may lie beside.
    /// </summary>
    public IReadOnlyList<string> All { get; } =
    [
        .. InDataFolder.Select(name => Path.Combine(data.Value.Folder, name))
            .Append(OfDocuments(documents.Value, data.Value))
            .Append(OfArtifacts(artifacts.Value, data.Value))
            .Append(OfKeys(keys.Value, data.Value))
            .Append(OfTrust(keys.Value, data.Value))
            .Append(documents.Value.PasswordFile ?? "")
            .Concat(files.Select(file => file.Path).OfType<string>())
            // Settings may hold passwords, and a file of them lies beside the program.
            .Append(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "appsettings.*.json"))
            .Where(path => path.Length > 0)
            .Select(Path.GetFullPath)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The folder of the documents that are files.</summary>
    public static string OfDocuments(DocumentSettings documents, DataSettings data) =>
        documents.Folder ?? Path.Combine(data.Folder, Documents);

    /// <summary>The folder of the blobs.</summary>
    public static string OfArtifacts(BlobSettings artifacts, DataSettings data) =>
        artifacts.Folder ?? Path.Combine(data.Folder, Artifacts);

    /// <summary>The folder of private keys.</summary>
    public static string OfKeys(KeySettings keys, DataSettings data) =>
        keys.Folder ?? Path.Combine(data.Folder, "keys");

    /// <summary>The folder of public keys.</summary>
    public static string OfTrust(KeySettings keys, DataSettings data) =>
        keys.TrustFolder ?? Path.Combine(data.Folder, "trust");
}

/// <summary>A file of the yard outside of its folders, where the settings of a service name one.</summary>
/// <param name="Path">The path, or null where they name none.</param>
public sealed record OwnFile(string? Path)
{
    /// <summary>The certificates that the web server listens with, and their private keys, by its own
    /// settings.</summary>
    internal static IEnumerable<OwnFile> OfCertificates(IConfiguration configuration) =>
        configuration.GetSection("Kestrel").AsEnumerable()
            .Where(setting => setting.Key.EndsWith(":Path", StringComparison.OrdinalIgnoreCase)
                || setting.Key.EndsWith(":KeyPath", StringComparison.OrdinalIgnoreCase))
            .Select(setting => new OwnFile(setting.Value));
}
