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

    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The pattern that means this path alone.</summary>
    public static string Pattern(string path) => path
        .Replace("[", "[[]", StringComparison.Ordinal)
        .Replace("*", "[*]", StringComparison.Ordinal)
        .Replace("?", "[?]", StringComparison.Ordinal);
}
