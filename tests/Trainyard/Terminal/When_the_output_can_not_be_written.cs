using System.Text;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Tests.Terminal;

public sealed class When_the_output_can_not_be_written
{
    [Theory]
    [InlineData("runs")]
    [InlineData("runs", "--json")]
    public async Task Should_end_what_was_asked_for_and_say_so_in_one_line(params string[] command)
    {
        var folder = Directory.CreateTempSubdirectory("output-").FullName;
        await using (await LocalYard.Open(folder, TestContext.Current.CancellationToken))
        {
        }

        var said = await Said.By(() =>
        {
            Console.SetOut(new FullWriter());
            return CommandLine.Run([.. command, "--data", folder]);
        });

        Assert.Equal(ExitCodes.Faulted, said.ExitCode);
        Assert.Equal("The output could not be written: no room", Assert.Single(said.Errors));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Nobody can be told; the exit code is what there is.</summary>
    [Theory]
    [InlineData("show", "deadbeef")]
    [InlineData("show", "deadbeef", "--json")]
    public async Task Should_end_with_the_code_of_what_happened_where_nothing_can_be_written(params string[] command)
    {
        var folder = Directory.CreateTempSubdirectory("output-").FullName;
        await using (await LocalYard.Open(folder, TestContext.Current.CancellationToken))
        {
        }

        var said = await Said.By(() =>
        {
            Console.SetOut(new FullWriter());
            Console.SetError(new FullWriter());
            return CommandLine.Run([.. command, "--data", folder]);
        });

        Assert.Equal(ExitCodes.Rejected, said.ExitCode);
        Directory.Delete(folder, recursive: true);
    }

    private sealed class FullWriter : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => throw new IOException("no room");
    }
}
