using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Support;

namespace Trainyard.Alerting.Tests;

public sealed class When_a_definition_is_gone : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Should_tell_the_receiver_of_the_settings_of_an_ending_that_names_nobody_and_say_why()
    {
        await using var receiver = await AlertReceiver.Start();
        await using var service = new YardBuilder([
            $"--Data:Folder={_folder}", "--urls=http://127.0.0.1:0", "--Logging:Level=Fatal",
            "--Jobs:PollInterval=00:00:00.050", $"--DeadLetters:Webhook={receiver.Address}",
        ]).Add(new AlertingService()).Build();
        await service.StartAsync();
        var run = Guid.NewGuid();

        await service.Services.GetRequiredService<IBus>().Publish(new TrainingFailed
        {
            RunId = run, Pipeline = "churn", Outcome = RunOutcome.Faulted, Step = Step.Train, Findings = [], Gate = [],
            Reason = FailureReason.StepFaulted, Message = "The disk is gone.", StepName = "Fit", Participant = "Fitter",
            Owner = "crm", Definition = Scripts.Blob("pipeline"), RequestedBy = "ada",
            EndedAt = DateTimeOffset.UnixEpoch,
        });

        var alert = await receiver.Next();
        Assert.Equal($"{run}-0", alert.Key);
        Assert.Equal(
            ("Faulted", "Fit", "Fitter", "crm"),
            (Text("outcome"), Text("stepName"), Text("participant"), Text("owner")));
        Assert.StartsWith(
            "Whom the pipeline names for its alerts is not known: The artifact store has no blob", Text("note"),
            StringComparison.Ordinal);

        string? Text(string name) => alert.Body.GetProperty(name).GetString();
    }
}
