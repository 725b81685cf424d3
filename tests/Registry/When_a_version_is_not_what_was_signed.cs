using Trainyard.Persistence.Documents;
using Trainyard.Registry.CheckRecords;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.Tests;

public sealed class When_a_version_is_not_what_was_signed : IAsyncLifetime
{
    private readonly RegistryYard _registry = new();
    private IDocuments<ModelVersion> _versions = null!;

    public async ValueTask InitializeAsync()
    {
        for (var version = 0; version < 3; version++)
            _ = await _registry.Register(await _registry.Command());
        _versions = _registry.Yard.Documents(ModelVersion.Collection);
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Should_find_nothing_where_nothing_was_done() => Assert.Empty(await Found());

    public static TheoryData<string, string> Lies => new()
    {
        { "version", "Its statement is about version 2, not 7." },
        { "model", "Its statement is about model 'churn', not 'penguins'." },
        { "run", "Its statement is about run " },
        { "artifact", "Its statement is about artifact " },
        { "snapshot", "Its statement is about snapshot 5" },
        { "definition", "Its statement is about definition d" },
        { "features", "Its statement is about features f" },
        { "report", "Its statement is about report e" },
        { "metric", "Its statement is about metric auc 0.84, not 0.9999." },
        { "gate", "Its statement is about gate auc >= 0.8 (0.84, met), not none." },
        { "code", "Its statement is about code version " },
        { "time", "Its statement is about the time of registration " },
        { "another's statement", "Its statement is about version 1, not 2." },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Should_name_what_was_changed(string lie, string sentence)
    {
        var first = (await _versions.Find("churn/1"))!.Document;
        Change(lie switch
        {
            "version" => version => version with { Version = 7 },
            "model" => version => version with { Model = "penguins" },
            "run" => version => version with { RunId = Guid.NewGuid() },
            "artifact" => version => version with { Artifact = version.Snapshot },
            "snapshot" => version => version with { Snapshot = version.Report },
            "definition" => version => version with { Definition = version.Report },
            "features" => version => version with { Features = version.Report },
            "report" => version => version with { Report = version.Features },
            "metric" => version => version with
            {
                Metrics = new Dictionary<string, double> { ["auc"] = 0.9999 },
            },
            "gate" => version => version with { Gate = [] },
            "code" => version => version with { CodeVersion = "9.9.9" },
            "time" => version => version with { RegisteredAt = version.RegisteredAt.AddDays(-1) },
            "another's statement" => version => version with { Statement = first.Statement },
            _ => throw new InvalidOperationException($"'{lie}' is no lie."),
        });

        var found = Assert.Single(await Found());

        Assert.Equal("version-differs-from-statement", found.Kind);
        Assert.Contains("is not what was signed. ", found.What, StringComparison.Ordinal);
        Assert.Contains(sentence, found.What, StringComparison.Ordinal);
        // Serving would refuse it, so no alias is to point to it.
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => _registry.Move(2));
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
        Assert.Empty(await _registry.Yard.Documents(AliasMove.Collection).Query(new()));
    }

    [Theory]
    [InlineData("", "It has no signed statement.")]
    [InlineData("{}", "The envelope of its statement is not the JSON expected")]
    public async Task Should_name_one_that_nobody_signed(string statement, string sentence)
    {
        Change(version => version with { Statement = statement });

        var found = Assert.Single(await Found());

        Assert.Equal(("version-not-signed", "churn/2"), (found.Kind, found.Id));
        Assert.Contains(sentence, found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_name_the_key_of_one_that_a_stranger_signed()
    {
        await using var elsewhere = new RegistryYard();
        var theirs = await elsewhere.Register(await elsewhere.Command());
        Change(version => version with { Statement = theirs.Statement });
        var stranger = Path.GetFileNameWithoutExtension(
            Assert.Single(Directory.GetFiles(elsewhere.Yard.Trust.Path)));

        var found = Assert.Single(await Found());

        Assert.Equal("version-not-signed", found.Kind);
        Assert.Contains(
            $"Its statement is signed by key {stranger}, which is not trusted", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_once_that_there_is_no_key_to_check_with()
    {
        Directory.Delete(_registry.Yard.Trust.Path, recursive: true);

        Assert.Equal("no-trusted-key", Assert.Single(await Found()).Kind);
    }

    [Fact]
    public async Task Should_name_one_from_before_there_were_statements_and_move_no_alias_to_it()
    {
        Change(version => version with { Statement = null });

        Assert.Equal("version-without-statement", Assert.Single(await Found()).Kind);
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => _registry.Move(2));
        Assert.StartsWith(
            "Version 2 of model 'churn' was registered before versions had signed statements. It can't be served. "
            + "Train it again", problem.Message, StringComparison.Ordinal);
        Assert.Empty(await _registry.Yard.Documents(AliasMove.Collection).Query(new()));
    }

    private void Change(Func<ModelVersion, ModelVersion> lie)
    {
        // Behind the back of the store, under the id that it had: no service does that.
        using var database = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(_registry.Yard.Folder, "service.db")};Pooling=False");
        database.Open();
        using var read = database.CreateCommand();
        read.CommandText = "SELECT body FROM versions WHERE id = 'churn/2'";
        var stored = DocumentJson.Read<ModelVersion>(System.Text.Encoding.UTF8.GetBytes((string)read.ExecuteScalar()!));
        using var write = database.CreateCommand();
        write.CommandText = "UPDATE versions SET body = $body WHERE id = 'churn/2'";
        write.Parameters.AddWithValue("$body", System.Text.Encoding.UTF8.GetString(DocumentJson.Write(lie(stored))));
        Assert.Equal(1, write.ExecuteNonQuery());
    }

    private async Task<IReadOnlyList<Persistence.ConsistencyChecks.Violation>> Found()
    {
        var found = new List<Persistence.ConsistencyChecks.Violation>();
        await foreach (var violation in new StatementCheck(_versions, _registry.Yard.Trust).Look(default))
            found.Add(violation);
        return found;
    }
}
