namespace Trainyard.Cluster.Tests;

public sealed class When_a_broken_process_can_not_stop
{
    [Fact]
    public async Task Should_end_all_the_same_so_that_it_can_be_started_again()
    {
        var folder = Directory.CreateTempSubdirectory("trainyard-stuck-");
        string[] command =
            [typeof(Program).Assembly.Location, Program.StuckService, $"--Data:Folder={folder.FullName}"];
        using var service = new ServiceProcess("stuck", () => command);

        service.Start();

        Assert.Equal(1, await service.Ended().WaitAsync(Requests.Timeout, TestContext.Current.CancellationToken));
        folder.Delete(recursive: true);
    }
}
