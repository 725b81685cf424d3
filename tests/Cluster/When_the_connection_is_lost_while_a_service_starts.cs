namespace Trainyard.Cluster.Tests;

public sealed class When_the_connection_is_lost_while_a_service_starts(Broker broker) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-lost-");

    [Fact]
    public async Task Should_get_ready_or_end_saying_why_and_be_ready_when_it_is_started_again()
    {
        await using var host = await broker.NewHost();
        using var road = RoughRoad.ThatBreaks(host.Uri, times: 2);
        using var service = new ServiceProcess(
            "Alerting", "--Bus:Transport=RabbitMq", $"--Bus:Uri={road.Bus}", "--Bus:HangLimit=00:00:05",
            $"--Data:Folder={_folder.FullName}");

        service.Start();
        while (!await service.IsReadyOrEnds())
        {
            Assert.Equal(1, await service.Ended());
            Assert.Contains("The broker answers, but nothing has happened", service.Log, StringComparison.Ordinal);
            service.Start();
        }

        Assert.True(road.IsOver, service.Log);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
