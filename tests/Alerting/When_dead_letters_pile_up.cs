using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Support;

namespace Trainyard.Alerting.Tests;

public sealed class When_dead_letters_pile_up : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Should_tell_the_receiver_of_the_settings_once_for_each_filling()
    {
        await using var receiver = await AlertReceiver.Start();
        Environment.SetEnvironmentVariable("ALERTING_DEAD_URL", receiver.Address);
        await using var service = Build("--DeadLetters:Webhook=${ALERTING_DEAD_URL}");
        await service.StartAsync();
        var (first, second) = (PiledUp(2), PiledUp(3));
        var bus = service.Services.GetRequiredService<IBus>();
        await bus.Publish(first);
        var alert = await receiver.Next();
        await bus.Publish(first);
        await bus.Publish(second);

        Assert.Equal($"{first.FillingId}-1", alert.Key);
        Assert.Equal(
            $$"""
            {"schema":"dead-letters/1","queue":"train-model","count":2,"threshold":1,
            "message":"2 messages died in train-model.","latest":"00112233aabbccdd",
            "since":"1970-01-01T00:00:00+00:00"}
            """.ReplaceLineEndings(""),
            alert.Body.GetRawText());
        Assert.Equal($"{second.FillingId}-1", (await receiver.Next()).Key);
        await service.StopAsync();
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public void Should_refuse_a_receiver_that_is_none()
    {
        var refusal = Assert.ThrowsAny<Exception>(() => Build("--DeadLetters:Webhook=ftp://somewhere"));

        Assert.StartsWith(
            "DeadLetters:Webhook must begin with http:// or https://", refusal.Message, StringComparison.Ordinal);
    }

    private WebApplication Build(string setting) => new YardBuilder([
        $"--Data:Folder={_folder}", "--urls=http://127.0.0.1:0", "--Logging:Level=Fatal",
        "--Jobs:PollInterval=00:00:00.050", setting,
    ]).Add(new AlertingService()).Build();

    private static DeadLettersPiledUp PiledUp(long count) => new()
    {
        Queue = "train-model",
        FillingId = Guid.NewGuid(),
        Count = count,
        Threshold = 1,
        Message = $"{count} messages died in train-model.",
        Latest = "00112233aabbccdd",
        Since = DateTimeOffset.UnixEpoch,
    };
}
