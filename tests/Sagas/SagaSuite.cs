using MassTransit;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;

namespace Trainyard.Sagas.Tests;

/// <summary>What sagas must do over every document store; one class for each store runs it.</summary>
public abstract partial class SagaSuite : IAsyncLifetime
{
    /// <summary>Longer than a message may be on its way.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly List<IDocumentDatabase> _databases = [];
    private readonly Guid _id = Guid.NewGuid();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            await database.DisposeAsync();
        await Drop();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Should_send_what_it_says_in_the_order_in_which_it_says_it()
    {
        await using var host = await SagaHost.Start(Store());

        foreach (var number in Enumerable.Range(1, 20))
        {
            await host.Bus.Publish(new Count(_id, number));
            await host.UntilHeard(number * 2);
        }

        var expected = Enumerable.Range(1, 20).SelectMany(number =>
            new object[] { new Counted(_id, number), new Summed(_id, number * (number + 1) / 2) });
        Assert.Equal(expected, host.Received.Select(heard => heard.Message));
    }

    [Fact]
    public async Task Should_lose_no_message_when_two_hosts_compete_for_one_saga()
    {
        await using var first = await SagaHost.Start(Store());
        await using var second = await SagaHost.Start(Store());

        await Task.WhenAll(Enumerable.Range(1, 40)
            .Select(number => (number % 2 == 0 ? first : second).Bus.Publish(new Count(_id, number))));

        var tally = await UntilTally(found => found.Sum == 820);
        // What one has written and not yet sent, the other may send too: under the same id, so that receivers know.
        var said = await SagaHost.Until(() => Task.FromResult(
            first.Received.Concat(second.Received).DistinctBy(heard => heard.Id).Select(heard => heard.Message).ToList()
                is { Count: >= 80 } all ? all : null));
        var record = await Record(tally);
        Assert.Equal(40, record.Count(entry => entry.Direction == JournalDirection.Received));
        Assert.Equal(Enumerable.Range(1, 120), record.Select(entry => entry.Number));
        AssertChained(record, tally);
        Assert.Equal(Enumerable.Range(1, 40), said.OfType<Counted>().Select(counted => counted.Number).Order());
        Assert.DoesNotContain(said, message => message is Fault<Count>);
    }

    [Fact]
    public async Task Should_hear_a_message_once_however_often_it_is_delivered()
    {
        var messageId = Guid.NewGuid();
        await using var host = await SagaHost.Start(Store());

        await Task.WhenAll(Enumerable.Range(0, 5)
            .Select(_ => host.Bus.Publish(new Count(_id, 7), publish => publish.MessageId = messageId)));
        await host.Bus.Publish(new Count(_id, 1));

        var tally = await UntilTally(found => found.Sum == 8);
        await host.UntilHeard(4);
        Assert.Equal(2, (await Record(tally)).Count(entry => entry.Message == nameof(Count)));
        Assert.Equal(4, host.Received.Count);
    }

    [Fact]
    public async Task Should_send_what_a_crash_left_unsent_in_order_and_under_the_same_id()
    {
        await using var crashed = await SagaHost.Start(Store());
        crashed.Block();
        await crashed.Bus.Publish(new Count(_id, 5));
        var left = await UntilTally(found => found.Sum == 5);

        await using var next = await SagaHost.Start(Store());
        await next.Sweep(Long);

        var heard = await next.UntilHeard(2);
        Assert.Equal([new Counted(_id, 5), new Summed(_id, 5)], heard.Select(said => said.Message));
        Assert.Equal(
            left.Journal.Entries.Skip(1).Select(entry => (Guid?)entry.MessageId), heard.Select(said => said.Id));
        Assert.Null((await UntilTally(_ => true)).Journal.UndispatchedSince);
        await next.Sweep(Long);
        Assert.Equal(2, next.Received.Count);
        Assert.Empty(crashed.Received);
    }

    [Fact]
    public async Task Should_take_no_fault_for_what_can_not_be_sent_now()
    {
        await using var host = await SagaHost.Start(Store());
        host.Block();
        await host.Bus.Publish(new Count(_id, 5));
        await host.UntilBlocked(2);
        host.Unblock();

        await host.Bus.Publish(new Count(_id, 6));

        var heard = await host.UntilHeard(4);
        Assert.Equal(
            [new Counted(_id, 5), new Summed(_id, 5), new Counted(_id, 6), new Summed(_id, 11)],
            heard.Select(said => said.Message));
    }

    [Fact]
    public async Task Should_say_what_comes_after_a_message_that_nobody_takes()
    {
        await using var host = await SagaHost.Start(Store());
        host.Block<Counted>();
        await host.Bus.Publish(new Count(_id, 5));

        Assert.Equal(new Summed(_id, 5), Assert.Single(await host.UntilHeard(1)).Message);
        host.Unblock();
        await host.Sweep(Long);
        Assert.Equal(new Counted(_id, 5), (await host.UntilHeard(2))[1].Message);
    }

    [Fact]
    public async Task Should_leave_alone_what_may_still_be_on_its_way()
    {
        await using var slow = await SagaHost.Start(Store());
        slow.Block();
        await slow.Bus.Publish(new Count(_id, 5));
        await UntilTally(found => found.Sum == 5);

        await using var other = await SagaHost.Start(Store());
        await other.Sweep(JournalDispatcher<Tally>.Timeout);

        Assert.NotNull((await UntilTally(_ => true)).Journal.UndispatchedSince);
        Assert.Empty(other.Received);
    }

    [Fact]
    public async Task Should_write_down_what_it_sent_soon_though_nothing_else_happens()
    {
        await using var host = await SagaHost.Start(Store());
        await host.Bus.Publish(new Count(_id, 5));
        await host.UntilHeard(2);
        Assert.NotNull((await UntilTally(_ => true)).Journal.UndispatchedSince);

        await SagaHost.Until(async () =>
        {
            await host.Sweep(TimeSpan.FromSeconds(6));
            return (await UntilTally(_ => true)).Journal.UndispatchedSince is null ? host : null;
        });

        Assert.Equal(2, host.Received.Count);
    }

    [Fact]
    public async Task Should_go_on_to_the_next_saga_when_what_one_says_can_not_be_sent()
    {
        var others = Enumerable.Range(0, 120).Select(_ => Guid.NewGuid()).ToList();
        await using var crashed = await SagaHost.Start(Store());
        crashed.Block();
        await crashed.Bus.Publish(new Count(_id, 1));
        await UntilTally(found => found.Sum == 1);
        await Task.WhenAll(others.Select(other => crashed.Bus.Publish(new Count(other, 1))));
        foreach (var other in others)
            await UntilTally(found => found.Sum == 1, other);

        await using var next = await SagaHost.Start(Store());
        next.Block(_id);
        await next.Sweep(Long);

        var heard = await next.UntilHeard(240);
        var counted = heard.Select(said => said.Message).OfType<Counted>();
        Assert.Equal(others.Order(), counted.Select(said => said.Id).Order());
        Assert.NotNull((await UntilTally(_ => true)).Journal.UndispatchedSince);
    }

    [Fact]
    public async Task Should_say_the_latest_again_under_an_id_that_nobody_knows_for_a_repeat()
    {
        await using var host = await SagaHost.Start(Store());
        await host.Bus.Publish(new Count(_id, 5));
        await host.UntilHeard(2);

        await host.Bus.Publish(new Resend(_id));

        var heard = await host.UntilHeard(3);
        Assert.Equal(heard[1].Message, heard[2].Message);
        Assert.NotEqual(heard[1].Id, heard[2].Id);
        Assert.IsType<Summed>(heard[2].Message);
        // The record says what was said first, and that it was asked for again; it is never written anew.
        var said = (await Record(await UntilTally(_ => true))).Where(entry => entry.Direction == JournalDirection.Sent);
        Assert.Equal([heard[0].Id, heard[1].Id], said.Select(entry => (Guid?)entry.MessageId));
    }

    [Fact]
    public async Task Should_say_it_again_later_when_that_fails_though_it_was_sent_before()
    {
        await using var host = await SagaHost.Start(Store());
        await host.Bus.Publish(new Count(_id, 5));
        await host.UntilHeard(2);
        host.Block();
        await host.Bus.Publish(new Resend(_id));
        await UntilTally(found => found.Journal.Again is not null);
        await host.UntilBlocked(1);
        host.Unblock();

        await host.Sweep(Long);

        var heard = await host.UntilHeard(3);
        Assert.Equal(heard[1].Message, heard[2].Message);
    }

    [Fact]
    public async Task Should_say_and_change_nothing_when_its_story_breaks()
    {
        await using var host = await SagaHost.Start(Store());
        await host.Bus.Publish(new Count(_id, 5));
        await host.UntilHeard(2);

        await host.Bus.Publish(new Break(_id));

        Assert.IsType<Fault<Break>>((await host.UntilHeard(3))[2].Message, exactMatch: false);
        Assert.Equal(5, (await UntilTally(_ => true)).Sum);
        await host.Sweep(Long);
        Assert.Equal(3, host.Received.Count);
    }

    [Fact]
    public async Task Should_say_nothing_when_it_can_not_be_written()
    {
        var store = Store();
        var documents = new UnreliableDocuments<Tally>(store.Collection(Tally.Collection));
        await using var host = await SagaHost.Start(documents, Pages(store));
        await host.Bus.Publish(new Count(_id, 5));
        await host.UntilHeard(2);

        documents.FailBefore = int.MaxValue;
        await host.Bus.Publish(new Count(_id, 6));

        Assert.IsType<Fault<Count>>((await host.UntilHeard(3))[2].Message, exactMatch: false);
        Assert.Equal(5, (await UntilTally(_ => true)).Sum);
    }

    [Fact]
    public async Task Should_send_what_was_written_though_the_store_did_not_say_so()
    {
        var store = Store();
        var documents = new UnreliableDocuments<Tally>(store.Collection(Tally.Collection));
        await using var host = await SagaHost.Start(documents, Pages(store));
        await host.Bus.Publish(new Count(_id, 5));
        await host.UntilHeard(2);

        documents.FailAfter = 1;
        await host.Bus.Publish(new Count(_id, 6));

        var heard = await host.UntilHeard(4);
        Assert.Equal([new Counted(_id, 6), new Summed(_id, 11)], heard.Skip(2).Select(said => said.Message));
        Assert.Equal(11, (await UntilTally(_ => true)).Sum);
    }

    protected abstract IDocumentDatabase Open();

    protected abstract ValueTask Drop();

    /// <summary>A connection to the store; each is like one of another process.</summary>
    private IDocumentDatabase Store()
    {
        var database = Open();
        _databases.Add(database);
        return database;
    }

    private async Task<Tally> UntilTally(Predicate<Tally> holds, Guid? id = null)
    {
        var tallies = _databases[0].Collection(Tally.Collection);
        return await SagaHost.Until(async () =>
            await tallies.Find((id ?? _id).ToString()) is { } found && holds(found.Document) ? found.Document : null);
    }
}
