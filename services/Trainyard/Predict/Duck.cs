using DuckDB.NET.Data;

namespace Trainyard.Cli.Predict;

/// <summary>A DuckDB in memory that reads and writes files, and downloads nothing.</summary>
internal static class Duck
{
    public static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        foreach (var setting in (string[])[
            "autoinstall_known_extensions = false", "autoload_known_extensions = false",
            "preserve_insertion_order = true", "TimeZone = 'UTC'"])
        {
            Execute(connection, $"SET {setting}");
        }

        return connection;
    }

    public static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    /// <summary>What reading a file gives, or that it can't be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads.</param>
    /// <param name="cancellation">What interrupts the reading: that is nothing wrong with the file.</param>
    public static T Said<T>(string path, Func<T> read, CancellationToken cancellation)
    {
        try
        {
            return read();
        }
        catch (DuckDBException problem)
        {
            cancellation.ThrowIfCancellationRequested();
            var lines = problem.Message.Split('\n', 3);
            throw new CommandException($"'{path}' can't be read: {string.Join(" ", lines.Take(2)).Trim()}");
        }
    }

    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The pattern that means this path alone.</summary>
    public static string Pattern(string path) => path
        .Replace("[", "[[]", StringComparison.Ordinal)
        .Replace("*", "[*]", StringComparison.Ordinal)
        .Replace("?", "[?]", StringComparison.Ordinal);
}
