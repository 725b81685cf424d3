using System.Text;
using System.Threading.Channels;
using DuckDB.NET.Data;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Jobs.Budget;

namespace Trainyard.Ingestion.Snapshots;

/// <summary>
/// A DuckDB of its own, in this process and in memory, that may touch the files named and nothing else.
/// </summary>
internal sealed class DuckSession : IDisposable
{
    /// <summary>With less it can't read a file of many columns at all.</summary>
    public const long Least = 64L << 20;

    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly List<DuckDBConnection> _lanes;
    private readonly Channel<DuckDBConnection> _idle = Channel.CreateUnbounded<DuckDBConnection>();
    private readonly string _spill;

    /// <summary>Opens a session.</summary>
    /// <param name="share">Memory, beyond which it spills, and threads; results don't depend on them.</param>
    /// <param name="spill">A folder for what doesn't fit into memory: made when needed, gone with the session.</param>
    /// <param name="files">The files that it may read or write.</param>
    public DuckSession(WorkShare share, string spill, params IEnumerable<string> files)
    {
        _spill = spill;
        Memory = Math.Max(Least, share.Memory);
        _connection.Open();
        // Planning a query over thousands of columns takes longer than it, and takes one thread.
        _lanes = [.. Enumerable.Range(0, Math.Max(1, share.Cores)).Select(_ => _connection.Duplicate())];
        Execute($"SET threads = {_lanes.Count}");
        // Its own default is most of the machine, for each session.
        Execute($"SET memory_limit = '{Memory >> 20}MiB'");
        Execute("SET preserve_insertion_order = true");
        // What a file of thousands of columns says of itself takes longer to read than its values; no file changes
        // while a session lasts.
        Execute("SET parquet_metadata_cache = true");
        Execute($"SET temp_directory = {Sql.Text(spill)}");
        // Extensions are downloads, and a path is never an address.
        Execute("SET autoinstall_known_extensions = false");
        Execute("SET autoload_known_extensions = false");
        // What is allowed is compared with the pattern that a path is turned into.
        Execute($"SET allowed_paths = {Sql.List(files.SelectMany(f => new[] { f, Sql.Pattern(f) }).Distinct())}");
        Execute("SET enable_external_access = false");
        Execute(_connection, "SET TimeZone = 'UTC'");
        foreach (var lane in _lanes)
        {
            lane.Open();
            Execute(lane, "SET TimeZone = 'UTC'");
            _ = _idle.Writer.TryWrite(lane);
        }

        Execute("SET lock_configuration = true");
    }

    /// <summary>What it may take, in bytes.</summary>
    public long Memory { get; }

    /// <summary>How many queries it answers at once; more of them wait.</summary>
    public int Lanes => _lanes.Count;

    /// <summary>For what is no statement; what it writes all queries see.</summary>
    public DuckDBConnection Connection => _connection;

    public void Execute(string sql) => Execute(_connection, sql);

    /// <summary>Makes known how the values of a column are read, where DuckDB itself has no way.</summary>
    public void Know(ColumnPlan column)
    {
        if (column.Numbers is { } numbers)
            _connection.RegisterScalarFunction<string?, double?>(column.Function!, text => text is null ? null
                : numbers.TryRead(Bytes(text), out var number) ? number
                : throw new InvalidDataException("A value that was a number is none any more."));
        if (column.Times is { } times)
            _connection.RegisterScalarFunction<string?, long?>(column.Function!, text => text is null ? null
                : times.TryRead(Bytes(text), out var micros) ? micros
                : throw new InvalidDataException("A value that was a time is none any more."));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(Pipelines.Values.Blanks.Trim(text));

    /// <summary>Reads all rows; DuckDB itself is told to stop when the work is cancelled.</summary>
    public Task<List<object?[]>> Query(string sql, CancellationToken cancellation) => Run(sql, ReadAll, cancellation);

    /// <summary>Runs a statement that gives no rows, and says how many it touched.</summary>
    public Task<long> Change(string sql, CancellationToken cancellation) =>
        Run(sql, command => (long)command.ExecuteNonQuery(), cancellation);

    /// <summary>Reads texts with a row and a count each.</summary>
    public Task EachCounted(string sql, Action<string, long, long> take, CancellationToken cancellation) => Run(
        sql,
        command =>
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
                take(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2));
            return true;
        },
        cancellation);

    public void Dispose()
    {
        foreach (var lane in _lanes)
            lane.Dispose();
        _connection.Dispose();
        if (Directory.Exists(_spill))
            Directory.Delete(_spill, recursive: true);
    }

    private async Task<T> Run<T>(string sql, Func<DuckDBCommand, T> work, CancellationToken cancellation)
    {
        var lane = await _idle.Reader.ReadAsync(cancellation);
        try
        {
            await using var command = lane.CreateCommand();
            command.CommandText = sql;
            await using var stop = cancellation.Register(command.Cancel);
            return await Task.Run(() => work(command), CancellationToken.None);
        }
        catch (DuckDBException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            _ = _idle.Writer.TryWrite(lane);
        }
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    private static List<object?[]> ReadAll(DuckDBCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }
}
