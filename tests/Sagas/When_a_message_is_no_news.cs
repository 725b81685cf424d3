using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Sagas.Tests;

public sealed class When_a_message_is_no_news : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-sagas-").FullName;
    private readonly Guid _id = Guid.NewGuid();
    private SqliteDatabase _database = null!;

    public ValueTask InitializeAsync()
    {
        _database = new SqliteDatabase(Path.Combine(_folder, "service.db"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Should_be_written_down_and_change_nothing()
    {
        var tallies = _database.Collection(Tally.Collection);
        await using var host = await SagaHost.Start(_database);
        await host.Bus.Publish(new Count(_id, 5));
        await host.UntilHeard(2);
        await host.Bus.Publish(new Close(_id));
        await Until(found => found.State == nameof(TallyStateMachine.Closed));

        await host.Bus.Publish(new Count(_id, 6));

        var tally = await Until(
            found => found.Journal.Entries.Count(entry => entry.Message == nameof(Count)) == 2);
        Assert.Equal((5, nameof(TallyStateMachine.Closed)), (tally.Sum, tally.State));
        Assert.Equal(2, host.Received.Count);

        Task<Tally> Until(Predicate<Tally> holds) => SagaHost.Until(async () =>
            await tallies.Find($"{_id}", CancellationToken.None) is { } stored && holds(stored.Document)
                ? stored.Document
                : null);
    }
}
