using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Trainyard.Cli;
using Trainyard.Cli.Doctor;
using Trainyard.Cli.Yards;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.ConsistencyChecks;

namespace Trainyard.EndToEnd.Tests;

/// <summary>Whoever may write to a store can write anything: the owners know of each other, and the doctor asks
/// both.</summary>
public sealed partial class When_somebody_lies_in_the_stores(HonestYard honest) : IClassFixture<HonestYard>, IDisposable
{
    private const string LongAgo = "2020-02-02T02:02:02.0000000+00:00";

    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("lies-");

    private string Yard => Path.Combine(_copy.FullName, ".trainyard");

    public void Dispose() => _copy.Delete(recursive: true);

    [Fact]
    public async Task Should_find_nothing_where_nobody_lies()
    {
        CopyYard();

        Assert.Empty(await Doctor());
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Should_be_named_by_the_doctor(string lie, (string Kind, string Words)[] expected)
    {
        CopyYard();
        Plant(lie);

        var found = await Doctor(isDeep: lie.Contains("names no blob", StringComparison.Ordinal));

        Assert.All(expected, wanted => Assert.True(
            found.Any(one => one.Kind == wanted.Kind && one.What.Contains(wanted.Words, StringComparison.Ordinal)),
            $"{lie}: no {wanted.Kind} with '{wanted.Words}' in\n" + string.Join('\n', found)));
    }

    private static JsonObject Nightly() => new() { ["kind"] = "Schedule", ["name"] = "nightly" };

    /// <summary>What a stranger signs about what a document says: with a key of his own, whose public half lies in
    /// this folder.</summary>
    private string Signed(JsonObject document, string folder)
    {
        using var key = SigningKey.OpenOrCreate(
            Path.Combine(_copy.FullName, "stranger", "key.pem"), Path.Combine(Yard, folder));
        using var trusted = TrustedKeys.Of(Path.Combine(Yard, "trust"));
        return document["change"] is null
            ? VersionStatement.Sign(Version(document, trusted), key)
            : MoveStatement.Sign(MoveStatement.Open((string)document["statement"]!, trusted), key);
    }

    private static VersionFacts Version(JsonObject document, TrustedKeys trusted) =>
        VersionStatement.Open((string)document["statement"]!, trusted) with
        {
            Version = (int)document["version"]!, RunId = Guid.Parse((string)document["runId"]!),
        };

    /// <summary>What <c>trainyard doctor</c> says, without a process for each lie.</summary>
    private async Task<IReadOnlyList<Violation>> Doctor(bool isDeep = true)
    {
        await using var stores = CommandLine.Root().Parse(["doctor", "--data", Yard]).OpenStores();
        var said = await Examination.Of(stores.Services, isDeep, TestContext.Current.CancellationToken);
        Assert.Empty(said.Unreadable);
        return [.. said.Findings.Select(found => found.Violation)];
    }

    /// <summary>A copy of the yard that has been at rest for long: what Serving deployed a moment ago, Registry hears a
    /// moment later, and is no finding.</summary>
    private void CopyYard()
    {
        var from = Path.Combine(honest.Shell.Folder, ".trainyard");
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(Yard, Path.GetRelativePath(from, file));
            _ = Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Change("serving", "deployments", deployment => deployment["deployedAt"] = LongAgo);
        Change("registry", "aliases", alias => alias["since"] = LongAgo);
        Change("registry", "alias_moves", move => move["servedAt"] = LongAgo);
    }

    private void Change(string service, string table, Action<JsonObject> lie)
    {
        var body = Body(service, table);
        lie(body);
        Execute(service, $"UPDATE {table} SET body = $body", ("$body", body.ToJsonString()));
    }

    private void Copy(string service, string table, string id, Action<JsonObject> lie)
    {
        var body = Body(service, table);
        lie(body);
        // What is found by an index is found by the copy's too, where it is not unique.
        var columns = table == "alias_moves" ? ("by_alias, by_change, ", "'penguins/staging', $change, ") : ("", "");
        Execute(
            service, $"INSERT INTO {table} (id, version, {columns.Item1}body) VALUES ($id, 1, {columns.Item2}$body)",
            ("$id", id), ("$body", body.ToJsonString()), ("$change", long.Parse($"{body["change"] ?? 0}")));
    }

    private JsonObject Body(string service, string table)
    {
        using var database = Open(service);
        using var command = database.CreateCommand();
        command.CommandText = $"SELECT body FROM {table} LIMIT 1";
        return JsonNode.Parse((string)command.ExecuteScalar()!)!.AsObject();
    }

    private void Execute(string service, string sql, params (string Name, object Value)[] values)
    {
        using var database = Open(service);
        using var command = database.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private SqliteConnection Open(string service)
    {
        var database = new SqliteConnection(
            $"Data Source={Path.Combine(Yard, "documents", service + ".db")};Pooling=False");
        database.Open();
        return database;
    }
}

/// <summary>A yard in which one run went well.</summary>
public sealed class HonestYard : IAsyncLifetime
{
    internal Shell Shell { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var ran = await Shell.Run("run", Shell.Sample("penguins"), "--json");
        Assert.True(ran.ExitCode == 0, ran.Output + ran.Error);
    }

    public ValueTask DisposeAsync()
    {
        Shell.Dispose();
        return default;
    }
}
