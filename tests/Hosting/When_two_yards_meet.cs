using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Artifacts;
using Trainyard.Hosting.CollectBlobs;
using Trainyard.Hosting.Settings;
using Trainyard.Hosting.Stores;

namespace Trainyard.Hosting.Tests;

public sealed class When_two_yards_meet : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-").FullName;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Should_refuse_a_folder_of_artifacts_whose_records_are_elsewhere()
    {
        await Run(Data("ours"));

        var refusal = await Refused(Data("theirs"), Artifacts("ours/artifacts"));

        Assert.StartsWith(
            $"The artifacts in '{In("ours/artifacts")}' are those of another yard: their records of empty are in "
            + $"'{In("ours/documents/empty.db")}' (since ", refusal, StringComparison.Ordinal);
        Assert.Contains($"keeps its own in '{In("theirs/documents/empty.db")}'", refusal, StringComparison.Ordinal);
        await Run(Data("ours"));
        await Run(Data("theirs"));
    }

    [Fact]
    public async Task Should_refuse_a_database_whose_artifacts_are_elsewhere()
    {
        await Run(Data("ours"));
        await Run(Data("theirs"));

        var fresh = await Refused(Data("new"), Documents("ours/documents"));
        var another = await Refused(Data("theirs"), Documents("ours/documents"));

        Assert.StartsWith(
            $"The records of empty in '{In("ours/documents/empty.db")}' are those of another yard: their artifacts are "
            + $"in '{In("ours/artifacts")}' (since ", fresh, StringComparison.Ordinal);
        Assert.Contains($"this process has those in '{In("new/artifacts")}'", fresh, StringComparison.Ordinal);
        Assert.Contains($"'{In("theirs/artifacts")}'", another, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("new/artifacts/yard")));
        await Run(Data("ours"));
        await Run(Data("theirs"));
    }

    [Fact]
    public async Task Should_refuse_a_copy_of_the_records_beside_those_that_are_there()
    {
        await Run(Data("ours"));
        _ = Directory.CreateDirectory(In("copy/documents"));
        foreach (var file in Directory.GetFiles(In("ours/documents")))
            File.Copy(file, file.Replace("ours", "copy", StringComparison.Ordinal));

        var refusal = await Refused(Data("copy"), Artifacts("ours/artifacts"));

        Assert.Contains($"their records of empty are in '{In("ours/documents/empty.db")}'", refusal,
            StringComparison.Ordinal);
        Directory.Delete(In("ours/documents"), recursive: true);
        await Run(Data("copy"), Artifacts("ours/artifacts"));
    }

    [Fact]
    public async Task Should_let_a_yard_move_lose_its_artifacts_and_be_restored()
    {
        await Run(Data("ours"));
        Directory.Move(In("ours"), In("moved"));
        await Run(Data("moved"));
        await Run(Data("moved"));

        Directory.Delete(In("moved/artifacts"), recursive: true);
        Directory.Move(In("moved"), In("ours"));
        await Run(Data("ours"));
    }

    [Fact]
    public async Task Should_take_nothing_from_a_folder_whose_records_it_can_not_see()
    {
        await Run(Data("ours"));
        await Run(Data("theirs"));
        var blob = await Blob("ours/artifacts");

        await using var process = Build(Data("theirs"), Artifacts("ours/artifacts"), "--Documents:ReadOnly=true");
        var collector = process.Services.GetRequiredService<BlobCollector>();
        _ = await Assert.ThrowsAsync<ForeignYardException>(() => collector.Collect(isDryRun: true, _cancellation));
        _ = await Assert.ThrowsAsync<ForeignYardException>(() => collector.Collect(isDryRun: false, _cancellation));

        Assert.True(File.Exists(blob));
    }

    [Fact]
    public async Task Should_be_one_yard_for_many_that_start_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Run(Data("ours")))));

        Assert.Equal(
            ["empty.json", "id.json"],
            Directory.GetFiles(In("ours/artifacts/yard")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string Artifacts(string folder) => $"--Artifacts:Folder={folder}";

    private static string Documents(string folder) => $"--Documents:Folder={folder}";

    private static string Data(string folder) => $"--Data:Folder={folder}";

    private string In(string path) => Path.Combine(_folder, path);

    private async Task<string> Blob(string folder)
    {
        using var store = new FolderArtifactStore(new ArtifactSettings { Folder = In(folder) });
        var blob = await store.Put("kept"u8.ToArray(), "text/plain", "note/1", _cancellation);
        var path = Path.Combine(In(folder), "sha256", blob.Sha256[..2], blob.Sha256);
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return path;
    }

    private async Task<string> Refused(params string[] settings) =>
        (await Assert.ThrowsAsync<SettingsException>(() => Run(settings))).Message;

    private async Task Run(params string[] settings)
    {
        await using var process = Build(settings);
        await process.StartAsync(_cancellation);
        await process.StopAsync(_cancellation);
    }

    private WebApplication Build(params string[] settings) => new YardBuilder(
        [
            "--Logging:Level=Fatal", "--Urls=http://127.0.0.1:0",
            .. settings.Select(setting => setting.Replace("Folder=", $"Folder={_folder}/", StringComparison.Ordinal)),
        ])
        .Add(new EmptyService(service => service.Documents(Note.Collection))).Build();
}
