using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Trainyard.Hosting;
using Trainyard.Hosting.Bus;

namespace Trainyard.Cli.Topology;

/// <summary>
/// Writes the logins of a yard: for each a folder of its name with the address that it connects to, password and all,
/// for it alone; and for the broker a file of definitions, which holds hashes only. A password that is there stays.
/// </summary>
/// <param name="folder">The folder of all.</param>
/// <param name="broker">Where the broker is; who it names is left out.</param>
/// <param name="prefix">How the names of its users begin at the broker.</param>
internal sealed class LoginFolder(string folder, Uri broker, string prefix)
{
    /// <summary>The file with the address, in the folder of a login: <c>Bus:Uri=file:///FOLDER/NAME/bus</c>.</summary>
    public const string AddressFile = "bus";

    private const int RandomBytes = 32;
    private const int SaltBytes = 4;

    /// <summary>What the broker is to be told, in its own form.</summary>
    public string DefinitionsFile => Path.Combine(folder, "broker", "definitions.json");

    public void Write(IReadOnlyList<BrokerLogin> logins)
    {
        var host = Uri.UnescapeDataString(broker.AbsolutePath.TrimStart('/')) is { Length: > 0 } named ? named : "/";
        var (users, permissions) = (new JsonArray(), new JsonArray());
        foreach (var login in logins)
        {
            var user = prefix + login.Name;
            users.Add(new JsonObject
            {
                ["name"] = user,
                ["password_hash"] = Hash(PasswordOf(login, user)),
                ["hashing_algorithm"] = "rabbit_password_hashing_sha256",
                ["tags"] = login.IsAdministrator ? "administrator" : "",
            });
            permissions.Add(new JsonObject
            {
                ["user"] = user,
                ["vhost"] = host,
                ["configure"] = login.Configure,
                ["write"] = login.Write,
                ["read"] = login.Read,
            });
        }

        Directory.CreateDirectory(Path.GetDirectoryName(DefinitionsFile)!);
        var definitions = new JsonObject
        {
            ["users"] = users,
            ["vhosts"] = new JsonArray(new JsonObject { ["name"] = host }),
            ["permissions"] = permissions,
        };
        // The broker may run as another user: it must be able to read it, and no password can be told from a hash of
        // 256 bits of chance.
        File.WriteAllText(DefinitionsFile, definitions.ToJsonString(new() { WriteIndented = true }));
    }

    /// <summary>The password of a login: the one that is there, or a new one. Where the broker has moved, the address
    /// is written again.</summary>
    private string PasswordOf(BrokerLogin login, string user)
    {
        var file = Path.Combine(folder, login.Name, AddressFile);
        var present = File.Exists(file) ? BrokerAddress.Read(new Uri(Path.GetFullPath(file)).AbsoluteUri) : null;
        var password = present?.UserInfo.Split(':') is [_, { Length: > 0 } known]
            ? known
            : RandomNumberGenerator.GetHexString(2 * RandomBytes, lowercase: true);
        var address = new UriBuilder(broker) { UserName = Uri.EscapeDataString(user), Password = password }.Uri;
        if (present != address)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            PrivateFile.Write(file, address.AbsoluteUri + Environment.NewLine, overwrite: true);
        }

        return password;
    }

    /// <summary>As the broker keeps it: a salt, and SHA-256 over salt and password.</summary>
    private static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}
