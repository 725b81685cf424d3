using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_there_is_too_little_memory : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("memory-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Theory]
    [InlineData((64 << 20) - 1, false)]
    [InlineData(64 << 20, true)]
    public async Task Should_be_refused_before_there_is_a_run(long bytes, bool isEnough)
    {
        await using var yard = await LocalYard.Start(
            YardFolder.TryTake(_path)!, "http://127.0.0.1:0", ["--Logging:Level=Fatal", $"--Budget:Memory={bytes}"],
            TestContext.Current.CancellationToken);

        var refusal = Record.Exception(yard.DemandMemory);

        if (isEnough)
            Assert.Null(refusal);
        else
            Assert.StartsWith(
                "Nothing can be run here: the jobs of this process may take 63 MiB together (Budget:Memory, ",
                Assert.IsType<CommandException>(refusal).Message, StringComparison.Ordinal);
    }
}
