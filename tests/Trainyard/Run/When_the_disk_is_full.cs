using Trainyard.Api;
using Trainyard.Cli.Run;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_the_disk_is_full : IDisposable
{
    private static readonly DocumentCollection<Note> Notes =
        new() { Name = "notes", Id = note => note.Id, Indexes = [] };

    private readonly SmallDisk? _disk = SmallDisk.TryMount(8, out _);
    private readonly string _other = Directory.CreateTempSubdirectory("other-").FullName;

    public void Dispose()
    {
        _disk?.Dispose();
        Directory.Delete(_other, recursive: true);
    }

    [Fact]
    public async Task Should_say_in_one_line_that_nothing_was_begun()
    {
        Assert.SkipWhen(_disk is null, "A small disk can't be mounted here; root can.");
        var file = Path.Combine(_other, "a.yaml");
        await File.WriteAllTextAsync(
            file, "pipeline: a\nsource: { csv: a.csv }\ntarget: { column: y, task: binary, positive: b }\n"
            + "train: sdca\n",
            TestContext.Current.CancellationToken);
        _disk!.Fill(100_000);

        var said = await Said.By("run", file, "--data", _disk.Path);

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.StartsWith($"The disk of '{_disk.Path}' is full.", Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_end_the_command_and_go_on_with_the_run_once_there_is_room()
    {
        using var disk = SmallDisk.TryMount(64, out _);
        Assert.SkipWhen(disk is null, "A small disk can't be mounted here; root can.");
        var cancellation = TestContext.Current.CancellationToken;
        var file = Path.Combine(_other, "a.yaml");
        await File.WriteAllTextAsync(
            file, "pipeline: a\nsource: { csv: a.csv }\ntarget: { column: y, task: binary, positive: b }\n"
            + "train: sdca\n", cancellation);
        // So many rows that the run is not over before the disk is full.
        await File.WriteAllLinesAsync(
            Path.Combine(_other, "a.csv"),
            Enumerable.Range(0, 50_000).Select(row => $"{row % 97},{row % 31},{(row % 97 > 50 ? "a" : "b")}")
                .Prepend("x,z,y"),
            cancellation);

        var running = Said.By("run", file, "--data", disk!.Path);
        while (!running.IsCompleted && !await HasRun(disk.Path))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellation);
        disk.Fill(0);
        var said = await running;

        Assert.Equal(ExitCodes.Faulted, said.ExitCode);
        var sentence = Assert.Single(said.Errors);
        Assert.StartsWith($"The disk of '{disk.Path}' is full. Run ", sentence, StringComparison.Ordinal);
        Assert.Contains(" stays stored, and goes on once there is room", sentence, StringComparison.Ordinal);

        disk.Clear();
        await using var yard = await LocalYard.Open(disk.Path, cancellation);
        var run = Assert.Single(await yard.Client.Runs.List(null, null, 9, 0, cancellation));
        Assert.Contains($"{run.RunId}", sentence, StringComparison.Ordinal);
        var ended = await Said.Unheard(() => new RunFollower(yard.Client, run.RunId, TimeSpan.FromMinutes(1))
            .ToTheEnd(_ => { }, cancellation));
        Assert.Equal(RunOutcome.Succeeded, ended.Outcome);
    }

    [Fact]
    public async Task Should_wait_no_longer_for_a_run_on_it_and_go_on_with_those_elsewhere()
    {
        Assert.SkipWhen(_disk is null, "A small disk can't be mounted here; root can.");
        using var here = new DiskWatch(_disk!.Path, _disk.Path, TestContext.Current.CancellationToken);
        using var elsewhere = new DiskWatch(_other, _other, TestContext.Current.CancellationToken);
        await using var database = new SqliteDatabase(Path.Combine(_disk.Path, "documents", "pipeline.db"));
        var notes = database.Collection(Notes);
        using var documents = new DiskWatch(
            _other, Path.Combine(_disk.Path, "documents"), TestContext.Current.CancellationToken);
        _disk.Fill(100_000);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var number = 0; number < 1000; number++)
                await notes.TryInsert(new Note($"{number}", new string('x', 5000)), CancellationToken.None);
        });

        await Assert.ThrowsAsync<TaskCanceledException>(
            () => Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, here.Token));
        Assert.Equal((true, false, true), (here.IsFull, elsewhere.IsFull, documents.IsFull));
        Assert.Contains(_disk.Path, documents.Ending(Guid.NewGuid(), true).Message, StringComparison.Ordinal);
        Assert.False(elsewhere.Token.IsCancellationRequested);
        Assert.Contains(
            "stays stored", here.Ending(Guid.NewGuid(), isAccepted: true).Message, StringComparison.Ordinal);
    }

    private static async Task<bool> HasRun(string path)
    {
        if (YardFolder.AddressOfHolder(path) is not { } holder)
            return false;
        using var client = new TrainyardClient(holder.Address, holder.Key);
        return (await client.Runs.List(null, null, 1, 0, TestContext.Current.CancellationToken)).Count > 0;
    }

    private sealed record Note(string Id, string Text);
}
