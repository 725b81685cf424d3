namespace Trainyard.Cluster.Tests;

public sealed class When_the_broker_is_slow_while_a_service_starts(Broker broker) : IDisposable
{
    /// <summary>Longer than the client of RabbitMQ waits if it is not told otherwise, which is 20 s.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(22);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-slow-");

    [Fact]
    public async Task Should_wait_for_its_answers_and_get_ready_on_the_first_try()
    {
        await using var host = await broker.NewHost();
        using var road = RoughRoad.ThatJams(host.Uri, Pause);
        using var service = new ServiceProcess(
            "Registry", "--Bus:Transport=RabbitMq", $"--Bus:Uri={road.Bus}", $"--Data:Folder={_folder.FullName}");

        service.Start();
        await service.Ready();

        Assert.True(road.IsOver, service.Log);
        Assert.DoesNotContain("faulted", service.Log, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
