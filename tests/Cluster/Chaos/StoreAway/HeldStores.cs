using Microsoft.Data.Sqlite;

namespace Trainyard.Cluster.Tests.Chaos.StoreAway;

/// <summary>Keeps everybody else from writing into the documents of a cluster, as a disk does that is full or
/// away.</summary>
internal sealed class HeldStores : IDisposable
{
    private readonly List<SqliteConnection> _held = [];

    private HeldStores(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "documents"), "*.db"))
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = file, Pooling = false, DefaultTimeout = 60,
            }.ToString());
            _held.Add(connection);
            connection.Open();
            Run(connection, "BEGIN IMMEDIATE");
        }
    }

    public static HeldStores Take(string folder) => new(folder);

    public void Dispose()
    {
        foreach (var connection in _held)
        {
            if (connection.State == System.Data.ConnectionState.Open)
                Run(connection, "ROLLBACK");
            connection.Dispose();
        }
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        _ = command.ExecuteNonQuery();
    }
}
