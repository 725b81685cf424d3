namespace Trainyard.EndToEnd.Tests;

public sealed class When_a_server_is_on_this_machine
{
    /// <summary>A port of this machine may be that of a container, which has other files: what is known for certain is
    /// who holds the data folder.</summary>
    [Fact]
    public async Task Should_start_from_the_folder_of_the_file_where_it_holds_the_data_folder_and_else_from_its_own()
    {
        using var shell = new Shell();
        using var up = shell.Start(
            "up", "--urls", "http://127.0.0.1:0", "--setting", $"Ingestion:AllowedFolders:0={Shell.Samples}");
        try
        {
            var server = (await up.StandardOutput.ReadLineAsync())!.Split(' ', ',')[3];

            var here = await shell.Run("run", Shell.Sample("penguins"), "--server", server, "--json");
            var elsewhere = await shell.Run(
                "run", Shell.Sample("penguins"), "--server", server, "--data", "other", "--set", "description=other");

            Assert.True(here.ExitCode == 0, here.Output + here.Error);
            Assert.Equal(2, elsewhere.ExitCode);
            Assert.Contains("--source-folder FOLDER", elsewhere.Output + elsewhere.Error, StringComparison.Ordinal);
        }
        finally
        {
            up.Kill();
        }
    }
}
