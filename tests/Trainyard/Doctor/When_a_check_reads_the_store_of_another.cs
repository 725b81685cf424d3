using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Cli.Doctor;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Cli.Tests.Doctor;

public sealed class When_a_check_reads_the_store_of_another : IDisposable
{
    private static readonly DocumentCollection<Note> Notes =
        new() { Name = "notes", Id = note => note.Id, Indexes = [] };

    private readonly string _folder = Directory.CreateTempSubdirectory("doctor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("pipeline")]
    [InlineData("serving")]
    public async Task Should_name_the_store_that_is_damaged_and_not_the_one_that_asked(string damaged)
    {
        var file = Path.Combine(_folder, damaged + ".db");
        await File.WriteAllTextAsync(file, new string('x', 5000), TestContext.Current.CancellationToken);
        await using var store = new SqliteDatabase(file, isReadOnly: true);
        await using var services = new ServiceCollection()
            .AddSingleton(new ServiceConsistencyCheck("registry", _ => new Asking(store)))
            .AddSingleton(new ServiceConsistencyCheck(damaged, _ => new Asking(store)))
            .BuildServiceProvider();

        var diagnosis = await Examination.Of(services, isDeep: false, TestContext.Current.CancellationToken);

        Assert.Equal([damaged], diagnosis.Unreadable.Keys);
    }

    private sealed class Asking(SqliteDatabase store) : IConsistencyCheck
    {
        public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
        {
            _ = await store.Collection(Notes).Find("a", cancellation);
            yield break;
        }
    }

    private sealed record Note(string Id);
}
