namespace Trainyard.EndToEnd.Tests;

/// <summary>A yard in the process of <c>trainyard run</c> may do what its caller may, and no more is asked of a
/// newcomer.</summary>
public sealed class When_the_caller_names_the_source
{
    [Fact]
    public async Task Should_read_any_folder_and_any_variable_but_nothing_of_the_yard()
    {
        using var shell = new Shell();
        shell.Environment["MY_SAMPLES"] = Shell.Samples;

        var read = await shell.Run(
            "run", Shell.Sample("penguins"), "--json", "--set", "source.json=${MY_SAMPLES}/penguins/penguins.json");
        var own = await shell.Run(
            "run", Shell.Sample("penguins"), "--json",
            "--set", $"source.json={shell.Folder}/.trainyard/documents/pipeline.db");

        Assert.Equal((0, ""), (read.ExitCode, read.Error));
        Assert.Equal("Rejected", (string?)own.Json["outcome"]);
        Assert.Contains("one of the yard itself", own.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_held_to_what_is_served_where_a_server_reads_it()
    {
        using var shell = new Shell();
        shell.Environment["MY_SAMPLES"] = Shell.Samples;
        using var up = shell.Start(
            "up", "--urls", "http://127.0.0.1:0", "--setting", "Logging:Level=Error",
            "--setting", "Secrets:Allowed:0=SOURCE_*");
        _ = await up.StandardOutput.ReadLineAsync();

        var outside = await shell.Run("run", Shell.Sample("penguins"), "--json");
        var variable = await shell.Run(
            "run", Shell.Sample("penguins"), "--json", "--set", "source.json=${MY_SAMPLES}/penguins/penguins.json");
        up.Kill();

        Assert.Equal((2, 2), (outside.ExitCode, variable.ExitCode));
        Assert.Contains("Ingestion:AllowedFolders", outside.Output, StringComparison.Ordinal);
        Assert.Contains("Secrets:Allowed", variable.Output, StringComparison.Ordinal);
    }
}
