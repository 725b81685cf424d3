using System.Text.Json.Nodes;
using Trainyard.Cli.Run;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Look;

/// <summary>The process that worked in the folder is gone, and a run there is not over.</summary>
public sealed class When_a_run_was_left_behind : IDisposable
{
    private const string Idle = "Nobody works on it now.";

    private readonly string _path = Directory.CreateTempSubdirectory("left-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Theory]
    [InlineData("runs", false)]
    [InlineData("runs", true)]
    [InlineData("show last", false)]
    [InlineData("show last", true)]
    public async Task Should_say_that_nobody_works_on_it_and_what_goes_on_with_it(string command, bool isServed)
    {
        await LeaveOne(isServed);

        var said = await Said.By([.. command.Split(' '), "--data", _path]);

        Assert.Equal((ExitCodes.Succeeded, ""), (said.ExitCode, said.Error));
        Assert.Contains(Idle, said.Output, StringComparison.Ordinal);
        var remedy = Assert.Single(
            said.Output.Split(Environment.NewLine),
            line => line.StartsWith("The run that is not over goes on ", StringComparison.Ordinal));
        // What others asked for goes on with the rights of what served it, and what a caller asked for with the
        // caller's.
        Assert.EndsWith($"{(isServed ? " up" : " run FILE")} --data {_path}", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_tell_a_program_the_same()
    {
        await LeaveOne(isServed: false);

        var runs = JsonNode.Parse((await Said.By("runs", "--data", _path, "--json")).Output)!.AsArray();
        var shown = JsonNode.Parse((await Said.By("show", "last", "--data", _path, "--json")).Output)!;

        Assert.Equal(Idle, (string?)Assert.Single(runs)!["obstacle"]);
        Assert.Equal(Idle, (string?)shown["obstacle"]);
    }

    [Fact]
    public async Task Should_say_nothing_of_it_while_somebody_works_there_and_go_on()
    {
        var runId = await LeaveOne(isServed: false);
        await using (var yard = await LocalYard.Open(_path, TestContext.Current.CancellationToken))
        {
            Assert.DoesNotContain(Idle, (await Said.By("runs", "--data", _path)).Output, StringComparison.Ordinal);
            var ended = await Said.Unheard(() => new RunFollower(yard.Client, runId, TimeSpan.FromMinutes(1))
                .ToTheEnd(_ => { }, TestContext.Current.CancellationToken));
            Assert.NotNull(ended.Outcome);
        }

        Assert.DoesNotContain(Idle, (await Said.By("runs", "--data", _path)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_nothing_of_it_while_somebody_begins_to_work_there()
    {
        await LeaveOne(isServed: false);
        using var folder = YardFolder.TryTake(_path);

        Assert.DoesNotContain(Idle, (await Said.By("runs", "--data", _path)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_not_be_gone_on_with_by_a_server_that_may_less_than_whoever_asked_for_it()
    {
        await LeaveOne(isServed: false);

        var said = await Said.By("up", "--data", _path, "--urls", "http://127.0.0.1:0");

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.Matches(
            $"^[1-4] of the runs and jobs in '{_path}' are not over, .*: run [-0-9a-f]+, .* run FILE "
            + $"--data {_path}; or say with --setting",
            Assert.Single(said.Errors));
        using var folder = YardFolder.TryTake(_path);
        Assert.False(folder!.WasServed);
    }

    [Theory]
    [InlineData("Ingestion:AllowedFolders:0=/")]
    [InlineData("Ingestion:DataFolder=/")]
    [InlineData("Secrets:Allowed:0=*")]
    [InlineData("Alerting:AllowedNetworks:0=10.0.0.0/8")]
    public async Task Should_be_gone_on_with_by_a_server_whose_settings_say_what_it_may(string setting)
    {
        await LeaveOne(isServed: false);
        using var folder = YardFolder.TryTake(_path)!;

        await LeftWork.LeaveToCaller(folder, _path, ["--" + setting], TestContext.Current.CancellationToken);
        _ = await Assert.ThrowsAsync<CommandException>(() => LeftWork.LeaveToCaller(
            folder, _path, ["--Jobs:Capacity=1"], TestContext.Current.CancellationToken));
    }

    /// <summary>A run that has begun, and that nobody of the process works on.</summary>
    private async Task<Guid> LeaveOne(bool isServed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = YardFolder.TryTake(_path)!;
        folder.WasServed = isServed;
        await using var yard = await LocalYard.Start(
            folder, "http://127.0.0.1:0", ["--Logging:Level=Fatal", "--Jobs:Capacity=0"], cancellation);
        var run = await yard.Client.Runs.Request(
            new TrainRequested { Pipeline = Scripts.Churn, SourceFolder = _path }, cancellation);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await yard.Client.Runs.List(null, "Fetching", 1, 0, cancellation)).Count == 0)
            await tick.WaitForNextTickAsync(cancellation);
        return run.RunId;
    }
}
