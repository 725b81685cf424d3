using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>Looks into the stores of a cluster, past the services.</summary>
internal static class Stores
{
    /// <summary>What still waits: messages of runs that are not known to be sent, jobs that are not over.</summary>
    public static IReadOnlyList<string> Open(string folder)
    {
        var open = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "documents"), "*.db"))
        {
            open.AddRange(Rows(file, "runs", "by_unsent"));
            open.AddRange(Rows(file, "runs", "by_deadline"));
            open.AddRange(Rows(file, "jobs", "by_open"));
        }

        return open;
    }

    /// <summary>Waits until nothing is open any more; gives what is, after the time.</summary>
    public static async Task<IReadOnlyList<string>> Settled(string folder, TimeSpan within)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (Open(folder) is { Count: > 0 } open)
        {
            if (TimeProvider.System.GetElapsedTime(start) > within) return open;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        return [];
    }

    /// <summary>Blobs whose bytes are not those that their name says.</summary>
    public static async Task<IReadOnlyList<string>> Torn(string folder)
    {
        var torn = new List<string>();
        var blobs = Path.Combine(folder, "artifacts", "sha256");
        foreach (var file in Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories))
        {
            await using var stream = File.OpenRead(file);
            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
            if (digest != Path.GetFileName(file)) torn.Add(file);
        }

        return torn;
    }

    /// <summary>The jobs of a service, as they are stored.</summary>
    public static IReadOnlyList<JsonObject> Jobs(string folder, string service)
    {
        using var connection = Connect(Path.Combine(folder, "documents", $"{service}.db"), timeout: 30);
        using var rows = connection.CreateCommand();
        rows.CommandText = "SELECT body FROM jobs";
        using var reader = rows.ExecuteReader();
        var jobs = new List<JsonObject>();
        while (reader.Read()) jobs.Add(JsonNode.Parse(reader.GetString(0))!.AsObject());
        return jobs;
    }

    /// <summary>Whether nobody has the store of a service to itself at this moment.</summary>
    public static bool CanWrite(string folder, string service)
    {
        using var connection = Connect(Path.Combine(folder, "documents", $"{service}.db"), timeout: 1);
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static SqliteConnection Connect(string file, int timeout)
    {
        var settings =
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = timeout };
        var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        return connection;
    }

    private static List<string> Rows(string file, string table, string column)
    {
        using var connection = Connect(file, timeout: 30);
        using var exists = connection.CreateCommand();
        exists.CommandText = $"SELECT count(*) FROM sqlite_master WHERE name = '{table}'";
        if ((long)exists.ExecuteScalar()! == 0) return [];
        using var rows = connection.CreateCommand();
        rows.CommandText = $"SELECT id FROM \"{table}\" WHERE \"{column}\" IS NOT NULL";
        using var reader = rows.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add($"{table} {reader.GetString(0)} {column[3..]}");
        return found;
    }
}
