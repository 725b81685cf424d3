using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Support;

namespace Trainyard.Alerting.Tests;

public sealed class When_a_deployment_is_refused : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Should_tell_the_receiver_of_the_settings_once()
    {
        await using var receiver = await AlertReceiver.Start();
        await using var service = new YardBuilder([
            $"--Data:Folder={_folder}", "--urls=http://127.0.0.1:0", "--Logging:Level=Fatal",
            "--Jobs:PollInterval=00:00:00.050", $"--DeadLetters:Webhook={receiver.Address}",
        ]).Add(new AlertingService()).Build();
        await service.StartAsync();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var bus = service.Services.GetRequiredService<IBus>();

        await Say(bus, first);
        var alert = await receiver.Next();
        await Say(bus, first);
        await Say(bus, second);

        Assert.Equal($"{first}-1", alert.Key);
        Assert.Equal(
            """
            {"schema":"refused-deployment/1","deploymentId":"0c6b0a51-3f14-4f7e-8b1a-2f1a8f6f0d01","model":"small",
            "alias":"staging","version":2147483647,"change":2147483647,
            "message":"Its statement is about model 'penguins', not 'small'.",
            "refusedAt":"1970-01-01T00:00:00+00:00"}
            """.ReplaceLineEndings(""),
            alert.Body.GetRawText());
        Assert.Equal($"{second}-1", (await receiver.Next()).Key);
        await service.StopAsync();
        Assert.Equal(0, receiver.Waiting);
    }

    private static Task Say(IBus bus, Guid id) => bus.Publish(
        new DeploymentRefused
        {
            DeploymentId = new Guid("0c6b0a51-3f14-4f7e-8b1a-2f1a8f6f0d01"), Model = "small", Alias = "staging",
            Version = int.MaxValue, Change = int.MaxValue,
            Reason = "Its statement is about model 'penguins', not 'small'.", RefusedAt = DateTimeOffset.UnixEpoch,
        },
        context => context.MessageId = id);
}
