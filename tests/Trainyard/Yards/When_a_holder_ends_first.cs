using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Tests.Yards;

/// <summary>Two commands work in one folder, and the one that holds it is done before the other.</summary>
public sealed class When_a_holder_ends_first : IDisposable
{
    private const int Rounds = 3;

    private readonly string _path = Directory.CreateTempSubdirectory("ends-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task Should_be_taken_over_by_whoever_joined_it_again_and_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var holder = await LocalYard.Open(_path, cancellation);
        for (var round = 0; round < Rounds; round++)
        {
            var joined = await LocalYard.Open(_path, cancellation);
            Assert.IsType<JoinedYard>(joined);
            Assert.Empty(await joined.Client.Runs.List(null, null, 10, 0, cancellation));

            // Asked while the holder ends.
            var asked = joined.Client.Runs.List(null, null, 10, 0, cancellation);
            await holder.DisposeAsync();
            Assert.Empty(await asked);
            Assert.Empty(await joined.Client.Runs.List(null, null, 10, 0, cancellation));
            Assert.Null(YardFolder.TryTake(_path));
            holder = joined;
        }

        await holder.DisposeAsync();
        using var folder = YardFolder.TryTake(_path);
        Assert.NotNull(folder);
    }
}
