using System.Text.Json;
using MassTransit;
using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas.Tests;

/// <summary>What becomes of what is settled, and of what is left to send on another day.</summary>
public abstract partial class SagaSuite
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Should_keep_a_saga_that_has_ended_with_all_it_heard(int before)
    {
        await using var host = await SagaHost.Start(Store());
        for (var number = 1; number <= before; number++)
            await host.Bus.Publish(new Count(_id, number));
        await host.UntilHeard(before * 2);

        await host.Bus.Publish(new Finish(_id));

        var ended = await UntilTally(found => found.State == "Final");
        Assert.Equal(before * 3 + 1, (await Record(ended)).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Should_send_what_a_crash_left_though_the_clock_was_set_meanwhile(int days)
    {
        await using var dead = await SagaHost.Start(Store());
        dead.Block();
        await dead.Bus.Publish(new Count(_id, 5));
        await UntilTally(found => found.Sum == 5);

        await using var other = await SagaHost.Start(Store());
        other.Time.Jump(TimeSpan.FromDays(days));
        await other.Sweep(JournalDispatcher<Tally>.Timeout + TimeSpan.FromSeconds(10));

        await other.UntilHeard(2);
        Assert.Null((await UntilTally(_ => true)).Journal.UndispatchedSince);
    }

    [Fact]
    public async Task Should_move_what_is_settled_and_keep_the_whole_record()
    {
        await using var host = await SagaHost.Start(Store());
        for (var number = 1; number <= 20; number++)
        {
            await host.Bus.Publish(new Count(_id, number));
            await host.UntilHeard(number * 2);
        }

        var tally = await UntilTally(found => found.Sum == 210);
        Assert.InRange(tally.Journal.Entries.Count, 1, 20);
        var record = await Record(tally);
        Assert.Equal(Enumerable.Range(1, 60), record.Select(entry => entry.Number));
        AssertChained(record, tally);

        var swept = await SagaHost.Until(async () =>
        {
            await host.Sweep(TimeSpan.FromSeconds(20));
            return await UntilTally(_ => true) is { Journal.UndispatchedSince: null } sent ? sent : null;
        });
        Assert.Empty(swept.Journal.Entries);
        Assert.Equal(record.Select(entry => entry.MessageId), (await Record(swept)).Select(entry => entry.MessageId));
        AssertChained(await Record(swept), swept);
        await host.Bus.Publish(new Resend(_id));
        Assert.Equal(new Summed(_id, 210), (await host.UntilHeard(41))[40].Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_move_it_once_though_it_dies_between_the_two_writes(bool isWritten)
    {
        var store = Store();
        var documents = new UnreliableDocuments<Tally>(store.Collection(Tally.Collection));
        await using var host = await SagaHost.Start(documents, Pages(store));
        for (var number = 1; number <= 20; number++)
        {
            (documents.FailBefore, documents.FailAfter) = isWritten ? (0, 1) : (1, 0);
            await host.Bus.Publish(new Count(_id, number));
            await host.UntilHeard(number * 2);
        }

        var tally = await UntilTally(found => found.Sum == 210);
        var record = await Record(tally);
        Assert.Equal(Enumerable.Range(1, 60), record.Select(entry => entry.Number));
        Assert.Equal(60, record.DistinctBy(entry => entry.MessageId).Count());
        AssertChained(record, tally);
    }

    /// <summary>It is written ahead, while nobody waits for it, and otherwise before the saga lets go of it.</summary>
    [Fact]
    public async Task Should_keep_the_whole_record_though_it_can_not_be_written_at_first()
    {
        var store = Store();
        var pages = new UnreliableDocuments<RecordPage<Tally>>(Pages(store));
        await using var host = await SagaHost.Start(store.Collection(Tally.Collection), pages);
        for (var number = 1; number <= 20; number++)
        {
            pages.FailInsert = 1;
            await host.Bus.Publish(new Count(_id, number));
            await host.UntilHeard(number * 2);
        }

        var tally = await UntilTally(found => found.Sum == 210);
        Assert.InRange(tally.Journal.Entries.Count, 1, 20);
        var record = await Record(tally);
        Assert.Equal(Enumerable.Range(1, 60), record.Select(entry => entry.Number));
        AssertChained(record, tally);
    }

    /// <summary>Whoever was read before others went on finds a page that goes further than its journal: that is no
    /// damage, and the message is tried again.</summary>
    [Fact]
    public async Task Should_tell_a_journal_that_is_behind_its_record_from_one_that_is_another()
    {
        var record = new SagaRecord<Tally>(Pages(Store()));
        var ids = Enumerable.Range(0, 12).Select(_ => Guid.NewGuid()).ToList();
        await record.MoveAll(Heard(ids), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<SagaChangedException>(
            () => record.MoveAll(Heard(ids.Take(9)), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InvalidDataException>(
            () => record.MoveAll(Heard(ids.Take(8).Append(Guid.NewGuid())), TestContext.Current.CancellationToken));

        Tally Heard(IEnumerable<Guid> messages)
        {
            var tally = new Tally { CorrelationId = _id };
            foreach (var message in messages)
                tally.Journal.Write(EntryOf(message), _ => true, TimeProvider.System.GetUtcNow());
            return tally;
        }
    }

    /// <summary>Whoever takes the store over would count it as unsent.</summary>
    [Fact]
    public async Task Should_write_down_what_was_sent_and_nothing_else_when_its_process_ends()
    {
        await using var host = await SagaHost.Start(Store());
        var other = Guid.NewGuid();
        host.Block(other);
        await host.Bus.Publish(new Count(_id, 5));
        await host.Bus.Publish(new Count(other, 5));
        await host.UntilHeard(2);
        await host.UntilBlocked(1);

        await SagaHost.Until(async () =>
        {
            await host.StopSweeping();
            return (await UntilTally(_ => true)).Journal.UndispatchedSince is null ? host : null;
        });

        Assert.NotNull((await UntilTally(_ => true, other)).Journal.UndispatchedSince);
    }

    [Fact]
    public async Task Should_go_on_to_the_next_saga_when_the_record_of_one_is_damaged()
    {
        var other = Guid.NewGuid();
        await using var crashed = await SagaHost.Start(Store());
        crashed.Block();
        foreach (var saga in new[] { _id, other })
        {
            await crashed.Bus.Publish(new Count(saga, 1));
            await UntilTally(found => found.Sum == 1, saga);
        }

        await Pages(_databases[0]).TryInsert(
            new RecordPage<Tally> { Saga = _id, Entries = [EntryOf(Guid.NewGuid()) with { Number = 1 }] });
        await using var next = await SagaHost.Start(Store());
        await next.Sweep(Long);

        Assert.Null((await UntilTally(_ => true, other)).Journal.UndispatchedSince);
        Assert.NotNull((await UntilTally(_ => true)).Journal.UndispatchedSince);
    }

    [Fact]
    public async Task Should_remove_a_record_when_it_is_told_to()
    {
        await using var host = await SagaHost.Start(Store());
        await Task.WhenAll(Enumerable.Range(1, 30).Select(number => host.Bus.Publish(new Count(_id, number))));
        await host.UntilHeard(60);
        var tally = await UntilTally(found => found.Sum == 465);
        Assert.NotEqual(0, tally.Journal.Moved);

        await new SagaRecord<Tally>(Pages(_databases[0])).Delete(_id, TestContext.Current.CancellationToken);

        Assert.Equal(0, await Pages(_databases[0]).Count(new()));
    }

    private static JournalEntry EntryOf(Guid message) => new()
    {
        Direction = JournalDirection.Received, MessageId = message, Message = nameof(Count),
        At = TimeProvider.System.GetUtcNow(), Body = JsonSerializer.SerializeToElement(new { }),
    };

    private static IDocuments<RecordPage<Tally>> Pages(IDocumentDatabase database) =>
        database.Collection(RecordPages.Beside(Tally.Collection));

    /// <summary>Each entry of the record, but not those that still lie with the state, has the hash of the one
    /// before.</summary>
    private static void AssertChained(IReadOnlyList<JournalEntry> record, Tally tally)
    {
        var previous = (string?)null;
        foreach (var entry in record.Take(tally.Journal.Moved))
        {
            Assert.Equal(previous, entry.Previous);
            previous = JournalHash.Of(entry);
        }

        Assert.Equal(previous, tally.Journal.Hash);
    }

    private Task<IReadOnlyList<JournalEntry>> Record(Tally tally) =>
        new SagaRecord<Tally>(Pages(_databases[0])).Read(tally, TestContext.Current.CancellationToken);
}
