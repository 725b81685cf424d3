using DuckDB.NET.Data;

namespace Trainyard.Benchmarks.PrepareVsDuckDb;

/// <summary>
/// DuckDB's way, as quick as it goes: codes by joins (enumerations took a fifth longer), rows in any order.
/// </summary>
internal static class DuckDb
{
    /// <summary>The open database, with the table <c>features</c>; disposing it frees the memory.</summary>
    public static DuckDBConnection Prepare(string path)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SET preserve_insertion_order = false;
            CREATE TABLE origins AS SELECT origin AS word,
                (row_number() OVER (ORDER BY count(*) DESC, origin) - 1)::FLOAT AS code
                FROM flights GROUP BY origin;
            CREATE TABLE destinations AS SELECT destination AS word,
                (row_number() OVER (ORDER BY count(*) DESC, destination) - 1)::FLOAT AS code
                FROM flights GROUP BY destination;
            CREATE TABLE features AS SELECT
                hour(date)::FLOAT AS date_hour,
                dayofweek(date)::FLOAT AS date_day_of_week,
                day(date)::FLOAT AS date_day_of_month,
                distance::FLOAT AS distance,
                origins.code AS origin,
                destinations.code AS destination,
                delay::FLOAT AS delay
            FROM flights AS flight
            LEFT JOIN origins ON flight.origin = origins.word
            LEFT JOIN destinations ON flight.destination = destinations.word;
            """.Replace("FROM flights", $"FROM '{path.Replace("'", "''")}'");
        _ = command.ExecuteNonQuery();
        return connection;
    }
}
