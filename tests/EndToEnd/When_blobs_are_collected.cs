namespace Trainyard.EndToEnd.Tests;

public sealed class When_blobs_are_collected
{
    [Fact]
    public async Task Should_remove_what_no_record_of_any_service_names_and_leave_a_yard_that_answers()
    {
        using var shell = new Shell();
        var ran = await shell.Run("run", Shell.Sample("penguins"), "--json");
        Assert.True(ran.ExitCode == 0, ran.Output + ran.Error);
        var blobs = Path.Combine(shell.Folder, ".trainyard", "artifacts", "sha256");
        var stray = new string('a', 64);
        _ = Directory.CreateDirectory(Path.Combine(blobs, "aa"));
        await File.WriteAllTextAsync(
            Path.Combine(blobs, "aa", stray), "nobody's", TestContext.Current.CancellationToken);
        var files = Directory.GetFiles(blobs, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 5, $"A run leaves more than {files.Length - 1} blobs.");
        var young = await shell.Run("collect", "--json");
        foreach (var file in files) File.SetLastWriteTimeUtc(file, new DateTime(2020, 2, 2, 2, 2, 2, DateTimeKind.Utc));

        var planned = await shell.Run("collect", "--dry-run");
        var done = await shell.Run("collect", "--json");
        var doctor = await shell.Run("doctor", "--deep");
        var answer = await shell.Run(
            "predict", "penguins", "--row", """
            {"Beak Length (mm)":39.3,"Beak Depth (mm)":20.6,"Flipper Length (mm)":190,"Body Mass (g)":3650,
             "Island":"Torgersen","Sex":"MALE"}
            """);

        Assert.Equal(0, (int)young.Json["bytes"]!);
        Assert.Equal((0, ""), (planned.ExitCode, planned.Error));
        Assert.Equal(
            [$"{stray}  2020-02-02 02:02:02Z  8 bytes",
                $"Would remove 1 blobs, 8 bytes; {files.Length - 1} stay, being named or young."],
            planned.Output.Trim().Split(Environment.NewLine));
        Assert.Equal(stray, (string)Assert.Single(done.Json["removed"]!.AsArray())!["digest"]!);
        Assert.Equal((8, files.Length - 1), ((int)done.Json["bytes"]!, (int)done.Json["kept"]!));
        Assert.True(doctor.ExitCode == 0, doctor.Output + doctor.Error);
        Assert.True(answer.ExitCode == 0, answer.Output + answer.Error);
    }

    [Fact]
    public async Task Should_remove_nothing_when_the_documents_of_a_service_are_not_there()
    {
        using var shell = new Shell();
        var ran = await shell.Run("run", Shell.Sample("penguins"));
        Assert.True(ran.ExitCode == 0, ran.Output + ran.Error);
        var blobs = Path.Combine(shell.Folder, ".trainyard", "artifacts", "sha256");
        var files = Directory.GetFiles(blobs, "*", SearchOption.AllDirectories);
        foreach (var file in files) File.SetLastWriteTimeUtc(file, new DateTime(2020, 2, 2, 2, 2, 2, DateTimeKind.Utc));
        File.Delete(Path.Combine(shell.Folder, ".trainyard", "documents", "validation.db"));

        var said = await shell.Run("collect");

        Assert.Equal((1, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("Nothing was removed: There is no database '", said.Error, StringComparison.Ordinal);
        Assert.Equal(files.Length, Directory.GetFiles(blobs, "*", SearchOption.AllDirectories).Length);
    }
}
