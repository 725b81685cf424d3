using System.Diagnostics;
using System.Runtime.CompilerServices;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Persistence.Tests.Documents;

public sealed class When_documents_are_in_SQLite : DocumentsSuite
{
    private const string OtherProcess = "TRAINYARD_TEST_WRITE_TO";

    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-documents-").FullName;

    [Fact]
    public async Task Should_lose_no_change_of_two_processes_that_share_a_file()
    {
        var path = Path.Combine(_folder, "shared", "service.db");
        await using var mine = new SqliteDatabase(path);
        var parcels = mine.Collection(Parcel.Collection);
        _ = await parcels.TryInsert(Parcel.Named("sum"));

        using var other = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(When_documents_are_in_SQLite).Assembly.Location])
            {
                Environment = { [OtherProcess] = path },
            })!;
        await Add(parcels, 150);
        await other.WaitForExitAsync();

        Assert.Equal(0, other.ExitCode);
        Assert.Equal(300, (await parcels.Find("sum"))!.Document.Weight);
    }

    [Fact]
    public async Task Should_keep_what_was_stored_after_it_is_closed()
    {
        await using (var first = Open())
            _ = await first.Collection(Parcel.Collection).TryInsert(Parcel.Named("kept"));

        await using var second = Open();
        Assert.NotNull(await second.Collection(Parcel.Collection).Find("kept"));
    }

    [Fact]
    public async Task Should_only_look_where_that_is_asked_for()
    {
        var path = Path.Combine(_folder, "looked-at", "service.db");
        await using (var missing = new SqliteDatabase(path, isReadOnly: true))
        {
            _ = Assert.Throws<DatabaseMissingException>(() => missing.Collection(Parcel.Collection));
            _ = await Assert.ThrowsAsync<DatabaseMissingException>(
                async () => await missing.BlobNames(default).GetAsyncEnumerator().MoveNextAsync());
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
        await using var written = new SqliteDatabase(path);
        _ = await written.Collection(Parcel.Collection).TryInsert(Parcel.Named("there"));

        await using var looked = new SqliteDatabase(path, isReadOnly: true);
        Assert.NotNull(await looked.Collection(Parcel.Collection).Find("there"));
        Assert.Empty(await looked.Collection(Parcel.Collection with { Name = "others" }).Query(new()));
        _ = await Assert.ThrowsAsync<InvalidOperationException>(
            () => looked.Collection(Parcel.Collection).TryInsert(Parcel.Named("new")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"id": 3}""")]
    [InlineData("""{"id": "damaged"}""")]
    public async Task Should_name_a_document_that_can_not_be_read(string body)
    {
        await using var database = Open();
        var parcels = database.Collection(Parcel.Collection);
        _ = await parcels.TryInsert(Parcel.Named("whole"));
        _ = await parcels.TryInsert(Parcel.Named("damaged"));
        await using (var behind = new Microsoft.Data.Sqlite.SqliteConnection(
                         $"Data Source={Path.Combine(_folder, "service.db")};Pooling=False"))
        {
            await behind.OpenAsync();
            await using var damage = behind.CreateCommand();
            damage.CommandText = $"UPDATE {Parcel.Collection.Name} SET body = $body WHERE id = 'damaged'";
            _ = damage.Parameters.AddWithValue("$body", body);
            Assert.Equal(1, await damage.ExecuteNonQueryAsync());
        }

        foreach (var read in (Func<Task>[])[() => parcels.Find("damaged"), () => parcels.Query(new())])
            Assert.StartsWith(
                "The document 'damaged' of the collection 'parcels' can't be read: ",
                (await Assert.ThrowsAsync<DocumentUnreadableException>(read)).Message, StringComparison.Ordinal);
        Assert.NotNull(await parcels.Find("whole"));
    }

    /// <summary>The test program, started again by a test, adds to the file that it is given and ends.</summary>
    [ModuleInitializer]
    internal static void Write()
    {
        if (Environment.GetEnvironmentVariable(OtherProcess) is not { Length: > 0 } path) return;
        Add(new SqliteDatabase(path).Collection(Parcel.Collection), 150).GetAwaiter().GetResult();
        Environment.Exit(0);
    }

    protected override IDocumentDatabase Open() => new SqliteDatabase(Path.Combine(_folder, "service.db"));

    protected override ValueTask Drop()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
