using Microsoft.Data.Sqlite;
using MongoDB.Driver;

namespace Trainyard.Persistence.Documents;

/// <summary>Tells a store that is away, and will be back, from a bug.</summary>
public static class StoreOutage
{
    /// <summary>Busy, locked, I/O error, disk full, can't be opened: https://sqlite.org/rescode.html.</summary>
    private static readonly int[] OfSqlite = [5, 6, 10, 13, 14];

    /// <summary>Whether what failed is the store, for a while: then waiting helps, and giving up loses a
    /// message.</summary>
    public static bool Is(Exception failure) => failure switch
    {
        SqliteException sqlite => OfSqlite.Contains(sqlite.SqliteErrorCode),
        MongoConnectionException or MongoNotPrimaryException or MongoNodeIsRecoveringException => true,
        MongoExecutionTimeoutException or TimeoutException => true,
        // While the server is away, those that wait for a connection are sent home rather than told so.
        MongoConnectionPoolPausedException or MongoWaitQueueFullException => true,
        // A server of another version: no message is to be lost until somebody has put the right one there.
        MongoIncompatibleDriverException => true,
        _ => false,
    };
}
