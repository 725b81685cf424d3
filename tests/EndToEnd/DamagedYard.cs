using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Trainyard.EndToEnd.Tests;

/// <summary>
/// A yard in which one run went well, and then, behind its back, things were done to its records that no service does.
/// </summary>
public sealed class DamagedYard : IAsyncLifetime
{
    /// <summary>Long before any run.</summary>
    public static readonly DateTimeOffset LongAgo = new(2020, 2, 2, 2, 2, 2, TimeSpan.Zero);

    private readonly Shell _shell = new();

    public string Folder => _shell.Folder;

    /// <summary>What the doctor said of the yard before anything was done to it.</summary>
    internal Sent Before { get; private set; } = null!;

    /// <summary>What it said afterwards: its findings by kind, and their ids.</summary>
    internal Sent After { get; private set; } = null!;

    internal Guid Run { get; private set; }

    internal IReadOnlyList<(string Kind, string Id)> Planted { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var ran = await _shell.Run("run", Shell.Sample("penguins"), "--json");
        Assert.True(ran.ExitCode == 0, ran.Output + ran.Error);
        Run = Guid.Parse((string)ran.Json["runId"]!);
        Before = await _shell.Run("doctor", "--deep", "--json");
        Planted =
        [
            ("run-past-deadline", PlantRun(LongAgo)),
            ("run-without-deadline", PlantRun(null)),
            ("unsent-message", PlantUnsent()),
            ("request-not-begun", PlantRequest()),
            ("lease-not-renewed", PlantJob("Running", Guid.NewGuid(), "TrainModel")),
            ("unpublished-reply", PlantJob("Done", Guid.NewGuid(), "TrainModel replied")),
            ("job-of-ended-run", PlantJob("Waiting", PlantEnded(), "TrainModel")),
            ("version-without-blob", PlantVersion("penguins/7", Guid.NewGuid(), version =>
                version["artifact"]!["sha256"] = new string('a', 64))),
            ("two-versions-of-one-run", PlantVersion("penguins/8", Run)),
            ("version-not-signed", PlantVersion("penguins/9", Guid.NewGuid(), version => version["statement"] = "{}")),
            ("version-without-statement", PlantVersion("penguins/10", Guid.NewGuid(), version =>
                version.Remove("statement"))),
            ("deployment-without-blob", PlantDeployment("penguins/production", deployment =>
                deployment["artifact"]!["sha256"] = new string('b', 64))),
            ("deployment-not-signed", PlantDeployment("penguins/canary", deployment => deployment["statement"] = "")),
            ("damaged-blob", DamageBlob()),
            // What was planted above is not what was signed either.
            ("version-differs-from-statement", "penguins/7"),
            ("version-differs-from-statement", "penguins/8"),
            ("deployment-differs-from-statement", "penguins/production"),
            // Nor what the runs and reports of others say.
            ("version-differs-from-report", "penguins/7"),
            ("version-differs-from-run", "penguins/8"),
            ("version-of-unknown-run", "penguins/7"),
            ("version-of-unknown-run", "penguins/9"),
            ("version-of-unknown-run", "penguins/10"),
            // Nor has Registry decided that it answers.
            ("served-artifact-differs", "penguins/production"),
            ("served-change-ahead", "penguins/production"),
            ("served-change-ahead", "penguins/canary"),
            ("served-alias-differs", "penguins/production"),
            ("served-alias-differs", "penguins/canary"),
        ];
        After = await _shell.Run("doctor", "--deep", "--json");
    }

    public ValueTask DisposeAsync()
    {
        _shell.Dispose();
        return default;
    }

    internal Task<Sent> Doctor(params string[] arguments) => _shell.Run(["doctor", .. arguments]);

    private string PlantRun(DateTimeOffset? deadline) => Copy("pipeline", "runs", Guid.NewGuid(), (run, columns) =>
    {
        (run["state"], run["deadline"], run["endedAt"]) = ("Training", Text(deadline), null);
        (columns["state"], columns["deadline"]) = ("Training", deadline?.UtcTicks);
    });

    private Guid PlantEnded() => Guid.Parse(Copy("pipeline", "runs", Guid.NewGuid(), (run, _) =>
        run["endedAt"] = Text(LongAgo)));

    private string PlantUnsent() => Copy("pipeline", "runs", Guid.NewGuid(), (run, columns) =>
    {
        var entries = run["journal"]!["entries"]!.AsArray();
        foreach (var entry in entries) entry!["at"] = Text(LongAgo);
        entries.Last(entry => (string)entry!["direction"]! == "Sent")!["isDispatched"] = false;
        columns["unsent"] = LongAgo.UtcTicks;
    });

    private string PlantRequest() => Copy("pipeline", "requests", Guid.NewGuid(), (request, columns) =>
    {
        (request["hasBegun"], request["acceptedAt"]) = (false, Text(LongAgo));
        (columns["begun"], columns["accepted"]) = (0L, LongAgo.UtcTicks);
    });

    private string PlantJob(string state, Guid run, string open)
    {
        var id = $"TrainModel/{run}";
        return Copy("training", "jobs", id, (job, columns) =>
        {
            (job["id"], job["state"], job["runId"]) = (id, state, run.ToString());
            (job["dueAt"], job["worker"]) = (Text(LongAgo), "gone/1");
            (columns["open"], columns["due"], columns["run"]) = (open, LongAgo.UtcTicks, run.ToString());
            columns["ended"] = null;
        });
    }

    private string PlantVersion(string id, Guid run, Action<JsonObject>? lie = null)
    {
        Execute("registry", "DROP INDEX IF EXISTS versions_run_unique");
        return Copy("registry", "versions", id, (version, columns) =>
        {
            (version["version"], version["runId"]) = (int.Parse(id.Split('/')[1]), run.ToString());
            lie?.Invoke(version);
            (columns["run"], columns["version"]) = (run.ToString(), int.Parse(id.Split('/')[1]));
        });
    }

    private string PlantDeployment(string id, Action<JsonObject> lie) =>
        Copy("serving", "deployments", id, (deployment, _) =>
        {
            (deployment["alias"], deployment["deployedAt"]) = (id.Split('/')[1], Text(LongAgo));
            lie(deployment);
        });

    private string DamageBlob()
    {
        var blobs = Path.Combine(Folder, ".trainyard", "artifacts", "sha256");
        // Of one that is read for another check, that it is damaged would be all that is said.
        var blob = new DirectoryInfo(blobs).GetFiles("*", SearchOption.AllDirectories).MaxBy(file => file.Length)!;
        var bytes = File.ReadAllBytes(blob.FullName);
        bytes[^1] ^= 1;
        blob.Delete();
        File.WriteAllBytes(blob.FullName, bytes);
        return blob.Name;
    }

    private static string? Text(DateTimeOffset? time) => time?.ToString("O");

    private string Copy(
        string service, string table, Guid run, Action<JsonObject, Dictionary<string, object?>> change) =>
        Copy(service, table, run.ToString(), (body, columns) =>
        {
            body[table == "runs" ? "correlationId" : "runId"] = run.ToString();
            change(body, columns);
        });

    /// <summary>Copies the first row of a table under another id, changed; with what it is found by.</summary>
    private string Copy(
        string service, string table, string id, Action<JsonObject, Dictionary<string, object?>> change)
    {
        using var database = Open(service);
        var body = JsonNode.Parse((string)Value(database, $"SELECT body FROM {table} LIMIT 1"))!.AsObject();
        // What it is found by is that of the first row, unless something else is said; what lists show is left out, as
        // an earlier version did.
        var columns = Columns(database, table);
        change(body, columns);
        using var insert = database.CreateCommand();
        insert.CommandText =
            $"INSERT INTO {table} (id, version, body{string.Concat(columns.Keys.Select(name => $", by_{name}"))}) "
            + $"VALUES ($id, 1, $body{string.Concat(columns.Keys.Select(name => $", ${name}"))})";
        insert.Parameters.AddWithValue("$id", id);
        insert.Parameters.AddWithValue("$body", body.ToJsonString());
        foreach (var (name, value) in columns) insert.Parameters.AddWithValue("$" + name, value ?? DBNull.Value);
        insert.ExecuteNonQuery();
        return id;
    }

    private static Dictionary<string, object?> Columns(SqliteConnection database, string table)
    {
        using var command = database.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} LIMIT 1";
        using var reader = command.ExecuteReader();
        _ = reader.Read();
        return Enumerable.Range(0, reader.FieldCount)
            .Where(at => reader.GetName(at).StartsWith("by_", StringComparison.Ordinal) && !reader.IsDBNull(at))
            .ToDictionary(at => reader.GetName(at)[3..], at => (object?)reader.GetValue(at));
    }

    private void Execute(string service, string sql)
    {
        using var database = Open(service);
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object Value(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private SqliteConnection Open(string service)
    {
        var database = new SqliteConnection(
            $"Data Source={Path.Combine(Folder, ".trainyard", "documents", service + ".db")};Pooling=False");
        database.Open();
        return database;
    }
}
