using System.Text.Json;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Sagas.Tests;

public sealed class When_a_record_is_checked : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-sagas-").FullName;
    private readonly Tally _tally = new() { CorrelationId = Guid.NewGuid() };
    private SqliteDatabase _database = null!;
    private IDocuments<Tally> _tallies = null!;
    private IDocuments<RecordPage<Tally>> _pages = null!;
    private SagaRecord<Tally> _record = null!;

    public async ValueTask InitializeAsync()
    {
        _database = new SqliteDatabase(Path.Combine(_folder, "service.db"));
        _tallies = _database.Collection(Tally.Collection);
        _pages = _database.Collection(RecordPages.Beside(Tally.Collection));
        _record = new SagaRecord<Tally>(_pages);
        for (var number = 1; number <= 12; number++)
        {
            _tally.Journal.Send(new Counted(_tally.CorrelationId, number));
            _tally.Journal.Write(Received(number), _ => true, Noon);
            _tally.Journal.MarkDispatched(_ => true);
            if (number % 4 == 0)
                await _record.MoveAll(_tally, CancellationToken.None);
        }

        _tally.Journal.Write(Received(13), _ => true, Noon);
        Assert.True(await _tallies.TryInsert(_tally));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Should_find_nothing_wrong_with_one_that_is_as_it_was_written() => Assert.Empty(await Look());

    [Theory]
    [InlineData(1, "entry 2 was written after another than entry 1.")]
    [InlineData(10, "entry 11 was written after another than entry 10.")]
    [InlineData(24, "entry 24 was another.")]
    public async Task Should_name_one_of_which_an_entry_was_changed(int number, string what)
    {
        await Change(1 + ((number - 1) / 8 * 8), page => page with
        {
            Entries =
            [
                .. page.Entries.Select(entry => entry.Number != number ? entry : entry with
                {
                    Body = JsonSerializer.SerializeToElement(new { sum = 1_000_000 }),
                }),
            ],
        });

        var violation = Assert.Single(await Look());

        Assert.Equal(("broken-record", $"{_tally.CorrelationId}"), (violation.Kind, violation.Id));
        Assert.EndsWith(what, violation.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_name_one_of_which_a_page_is_gone()
    {
        Assert.True(await _pages.Delete(RecordPage<Tally>.IdOf(_tally.CorrelationId, 17)));

        Assert.EndsWith("after entry 16 comes entry 25.", Assert.Single(await Look()).What, StringComparison.Ordinal);
    }

    private async Task Change(int first, Func<RecordPage<Tally>, RecordPage<Tally>> change)
    {
        var page = (await _pages.Find(RecordPage<Tally>.IdOf(_tally.CorrelationId, first)))!;
        Assert.True(await _pages.TryReplace(change(page.Document), page.Version));
    }

    private async Task<List<Violation>> Look() =>
        await new RecordCheck<Tally>(_tallies, _record).Look(CancellationToken.None).ToListAsync();

    private static JournalEntry Received(int number) => new()
    {
        Direction = JournalDirection.Received, MessageId = Guid.NewGuid(), Message = nameof(Count), At = Noon,
        Body = JsonSerializer.SerializeToElement(new { number, half = number / 2.0 }),
    };
}
