using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trainyard.Cli.Yards;
using Trainyard.Hosting;

namespace Trainyard.Cli.Tests.Yards;

public sealed class When_a_yard_is_only_read : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("read-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_start_nothing_that_receives_claims_or_sends(bool loadsModels)
    {
        await using (await LocalYard.Open(_path, TestContext.Current.CancellationToken))
        {
        }

        await using var app = AllServices.AddTo(new YardBuilder(
            ["--Logging:Level=Fatal", $"--Data:Folder={_path}", "--Urls=http://127.0.0.1:0"]))
            .OnlyRead(loadsModels).Build();

        // What answers over HTTP is one too, and the only one of the framework.
        Assert.Equal(
            loadsModels ? ["DeploymentSweeper", "GenericWebHostService"] : ["GenericWebHostService"],
            app.Services.GetServices<IHostedService>().Select(hosted => hosted.GetType().Name));
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("models")]
    [InlineData("show", "last")]
    [InlineData("dead", "list")]
    [InlineData("explain", "churn@1")]
    [InlineData("predict", "churn", "--row", "{}")]
    public async Task Should_say_that_there_is_none_and_make_none(params string[] command)
    {
        var folder = Path.Combine(_path, "nothing");

        var said = await Said.By([.. command, "--data", folder]);

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.StartsWith($"There is no yard in '{folder}'", Assert.Single(said.Errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Should_leave_the_folder_to_others()
    {
        await using (await LocalYard.Open(_path, TestContext.Current.CancellationToken))
        {
        }

        await using var reading = await ReadingYard.Open(
            _path, loadsModels: false, TestContext.Current.CancellationToken);
        using var folder = YardFolder.TryTake(_path);

        Assert.NotNull(folder);
        Assert.Empty(await reading.Client.Runs.List(null, null, 10, 0, TestContext.Current.CancellationToken));
    }
}
