using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Persistence.Tests.Documents;

public sealed class When_a_database_can_not_be_opened
{
    [Fact]
    public async Task Should_tell_everyone_who_waits_to_write()
    {
        using var opening = new ManualResetEventSlim();
        using var refusing = new ManualResetEventSlim();
        using var writes = new SqliteWrites(() =>
        {
            opening.Set();
            refusing.Wait();
            throw new IOException("no disk");
        });
        var cancellation = TestContext.Current.CancellationToken;

        var first = Task.Run(() => writes.Write(_ => true, cancellation), cancellation);
        opening.Wait(cancellation);
        // These wait together, so that the second of them is in the hands of whoever has the turn next.
        var others = Enumerable.Range(0, 3).Select(_ => writes.Write(_ => true, cancellation)).ToList();
        refusing.Set();

        foreach (var write in others.Prepend(first))
            _ = await Assert.ThrowsAsync<IOException>(() => write);
    }
}
