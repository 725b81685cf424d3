using DuckDB.NET.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Ingestion.CheckData;
using Trainyard.Ingestion.FetchData;
using Trainyard.Jobs;
using Trainyard.Jobs.Budget;
using Trainyard.Metrics;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Trainers;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

/// <summary>Ingestion with a real artifact store, and a folder for its sources.</summary>
internal sealed class Yard : IDisposable
{
    private static readonly Guid Run = Guid.Parse("6f2b1c1e-0000-4000-8000-000000000001");

    public Yard()
    {
        Folder = Directory.CreateTempSubdirectory("trainyard-ingestion-").FullName;
        Sources = Directory.CreateDirectory(Path.Combine(Folder, "sources")).FullName;
        Store = new FolderArtifactStore(new ArtifactSettings { Folder = Path.Combine(Folder, "artifacts") });
        Settings = new IngestionSettings { DataFolder = Sources };
    }

    public static JobContext Context { get; } = new FirstAttempt();

    public string Folder { get; }

    public string Sources { get; }

    public FolderArtifactStore Store { get; }

    public IngestionSettings Settings { get; set; }

    /// <summary>The variables that pipeline files may name, and what they and others are.</summary>
    public SecretSettings Secrets { get; set; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The names of variables that were looked up.</summary>
    public List<string> LookedUp { get; } = [];

    /// <summary>The folder of the yard is the one that its artifacts lie in, and the sources beside them.</summary>
    public YardFolders Own => new(
        Options.Create(new DataSettings { Folder = Folder }), Options.Create(new DocumentSettings()),
        Options.Create(new BlobSettings()), Options.Create(Keys), [new OwnFile(Path.Combine(Sources, "own.pem"))]);

    public KeySettings Keys { get; set; } = new();

    public SourceLocation Location =>
        new(Settings, new ReadableFolders(Settings, Own), new AllowedVariables(Secrets, Look));

    public FetchDataJob FetchJob => new(Store, Location, Settings, NullLogger<FetchDataJob>.Instance);

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(Path.Combine(Sources, file), bytes);

    public static PipelineDefinition Define(SourceFormat format, string path, params ColumnDefinition[] schema) => new()
    {
        Name = "test",
        Source = SourceFormats.Of(format, path),
        Schema = schema,
        Target = new TargetDefinition { Name = "a", Task = LearningTask.Binary },
        Split = new TimeSplit { Column = "d" },
        Train = new LightGbmTrainer(),
    };

    /// <summary>A schema from columns and types, for example <c>a Integer, b Number</c>.</summary>
    public static ColumnDefinition[] Schema(string columns) =>
    [
        .. columns.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split(' '))
            .Select(c => new ColumnDefinition { Name = c[0], Type = Enum.Parse<ColumnType>(c[1]) }),
    ];

    public async Task<IMessage> Fetch(
        PipelineDefinition definition, string? folder = null, WorkShare? share = null) =>
        await FetchJob.Run(
            new Contracts.FetchData { RunId = Run, Definition = await Stored(definition), SourceFolder = folder },
            share is { } given ? new TestJob { Given = given } : Context,
            TestContext.Current.CancellationToken);

    public async Task<IMessage> Check(PipelineDefinition definition, ArtifactReference snapshot) =>
        await new CheckDataJob(Store, Settings, NullLogger<CheckDataJob>.Instance).Run(
            new Contracts.CheckData { RunId = Run, Definition = await Stored(definition), Snapshot = snapshot },
            Context,
            TestContext.Current.CancellationToken);

    public async Task<IMessage> FetchAndCheck(PipelineDefinition definition, string? folder = null) =>
        await Fetch(definition, folder) is var answer && answer is DataFetched fetched
            ? await Check(definition, fetched.Snapshot)
            : answer;

    /// <summary>The answer as what it should be; if it is not, with all that was found.</summary>
    public static T As<T>(IMessage answer)
        where T : IRunMessage
    {
        var found = answer is DataRejected rejected ? string.Join('\n', rejected.Findings.Select(f => f.Message)) : "";
        Assert.True(answer is T, $"{answer.GetType().Name} instead of {typeof(T).Name}\n{found}");
        return (T)answer;
    }

    /// <summary>The columns of a snapshot as <c>name type</c>.</summary>
    public async Task<string[]> Columns(ArtifactReference snapshot) =>
        [.. Ask($"DESCRIBE SELECT * FROM read_parquet('{await Store.Open(snapshot)}')").Select(r => $"{r[0]} {r[1]}")];

    /// <summary>The rows of a snapshot, values as text and nothing as null.</summary>
    public async Task<List<string?[]>> Rows(ArtifactReference snapshot) =>
        Ask($"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('{await Store.Open(snapshot)}')");

    /// <summary>What lies in the store besides what was put there on purpose.</summary>
    public IReadOnlyList<string> Leftovers() =>
    [
        .. Directory.EnumerateFileSystemEntries(Path.Combine(Folder, "artifacts", "pending"), "*",
            SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
            .Skip(1),
    ];

    /// <summary>How many blobs there are.</summary>
    public int Blobs() => Directory.EnumerateFiles(
        Path.Combine(Folder, "artifacts", "sha256"), "*", SearchOption.AllDirectories).Count();

    public static List<string?[]> Ask(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(Value)]);
        return rows;

        string? Value(int i) => reader.IsDBNull(i) ? null : reader.GetValue(i).ToString();
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private string? Look(string name)
    {
        LookedUp.Add(name);
        return Variables.GetValueOrDefault(name);
    }

    private Task<ArtifactReference> Stored(PipelineDefinition definition) =>
        Store.Put(PipelineJson.Write(definition), PipelineJson.MediaType, PipelineJson.Schema);

    private sealed class FirstAttempt : JobContext
    {
        public override int Attempt => 1;

        public override WorkDone Work => new()
        {
            Service = "ingestion",
            Worker = "test/1",
            Attempt = 1,
            StartedAt = DateTimeOffset.UnixEpoch,
            Elapsed = TimeSpan.Zero,
        };

        public override void Report(IMessage progress)
        {
        }
    }
}
