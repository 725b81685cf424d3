using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Sagas.Tests;

public sealed class When_a_journal_is_checked : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Overdue = Now - ConsistencyChecks.Grace;

    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-sagas-").FullName;
    private readonly FakeTimeProvider _time = new(Now);
    private SqliteDatabase _database = null!;
    private IDocuments<Tally> _tallies = null!;

    public ValueTask InitializeAsync()
    {
        _database = new SqliteDatabase(Path.Combine(_folder, "service.db"));
        _tallies = _database.Collection(Tally.Collection);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1, "Counted is stored with run ")]
    [InlineData(3, "Counted and 2 more are stored with run ")]
    public async Task Should_name_the_oldest_message_that_is_overdue_and_count_the_others(int count, string what)
    {
        var saga = await Store(Overdue, isSent: false, count);

        var violation = Assert.Single(await Look());

        Assert.Equal(("unsent-message", $"{saga}", Overdue), (violation.Kind, violation.Id, violation.Since));
        Assert.Equal(what + saga + ", and not known to be sent.", violation.What);
    }

    [Fact]
    public async Task Should_name_none_that_may_be_on_its_way_or_is_sent()
    {
        await Store(Overdue + TimeSpan.FromMilliseconds(1), isSent: false);
        await Store(Overdue - TimeSpan.FromDays(1), isSent: true);

        Assert.Empty(await Look());
    }

    [Fact]
    public async Task Should_name_none_of_a_saga_that_somebody_is_at()
    {
        await Store(Overdue - TimeSpan.FromDays(1), isSent: false, latest: Overdue + TimeSpan.FromMilliseconds(1));

        Assert.Empty(await Look());
    }

    private async Task<List<Violation>> Look() =>
        await new JournalCheck<Tally>(_tallies, _time).Look(CancellationToken.None).ToListAsync();

    /// <summary>Stores a saga that received something and said something, so often, and maybe once more
    /// since.</summary>
    private async Task<Guid> Store(DateTimeOffset at, bool isSent, int count = 1, DateTimeOffset? latest = null)
    {
        var tally = new Tally { CorrelationId = Guid.NewGuid() };
        for (var number = 1; number <= count; number++)
            Write(tally, number, at, isSent);
        if (latest is { } since)
            Write(tally, count + 1, since, isSent);
        Assert.True(await _tallies.TryInsert(tally, CancellationToken.None));
        return tally.CorrelationId;
    }

    private static void Write(Tally tally, int number, DateTimeOffset at, bool isSent)
    {
        tally.Journal.Send(new Counted(tally.CorrelationId, number));
        var received = new JournalEntry
        {
            Direction = JournalDirection.Received,
            MessageId = Guid.NewGuid(),
            Message = nameof(Count),
            At = at,
            Body = JsonSerializer.SerializeToElement(new Count(tally.CorrelationId, number)),
        };
        tally.Journal.Write(received, _ => false, at);
        tally.Journal.MarkDispatched(_ => isSent);
    }
}
