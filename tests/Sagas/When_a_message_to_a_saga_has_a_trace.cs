using MassTransit;
using Trainyard.Persistence.Documents.Sqlite;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Sagas.Tests;

public sealed class When_a_message_to_a_saga_has_a_trace : IAsyncDisposable
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-sagas-").FullName;
    private readonly List<SqliteDatabase> _databases = [];
    private readonly Guid _id = Guid.NewGuid();

    public When_a_message_to_a_saga_has_a_trace() => Propagation.Begin();

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            await database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Should_send_what_it_says_under_it()
    {
        await using var host = await SagaHost.Start(Store());
        var trace = await Listen(host);

        await Count(host);

        Assert.StartsWith(Parent[..36], await trace, StringComparison.Ordinal);
        Assert.EndsWith("-01", await trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_send_under_it_too_what_a_crash_left_unsent()
    {
        await using var crashed = await SagaHost.Start(Store());
        crashed.Block();
        await Count(crashed);
        await crashed.UntilBlocked(2);

        await using var next = await SagaHost.Start(Store());
        var trace = await Listen(next);
        await next.Sweep(TimeSpan.FromSeconds(30));

        Assert.StartsWith(Parent[..36], await trace, StringComparison.Ordinal);
        Assert.EndsWith("-01", await trace, StringComparison.Ordinal);
    }

    private SqliteDatabase Store()
    {
        var database = new SqliteDatabase(Path.Combine(_folder, "service.db"));
        _databases.Add(database);
        return database;
    }

    private async Task Count(SagaHost host)
    {
        using (StoredTrace.Begin(new StoredTrace(Parent), "test"))
            await host.Bus.Publish(new Count(_id, 5));
    }

    /// <summary>The trace that the saga's message comes under, once it comes.</summary>
    private static async Task<Task<string?>> Listen(SagaHost host)
    {
        var heard = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await host.Bus.ConnectReceiveEndpoint("traced", endpoint => endpoint.Handler<Counted>(context =>
        {
            heard.TrySetResult(context.Headers.Get<string>("MT-Activity-Id"));
            return Task.CompletedTask;
        })).Ready;
        return heard.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }
}
