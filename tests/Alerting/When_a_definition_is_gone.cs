using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
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
        await using var service = await Start(receiver.Address);
        var run = Guid.NewGuid();

        await Say(service, run);

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

    [Fact]
    public async Task Should_show_nobody_the_address_of_the_settings()
    {
        await using var receiver = await AlertReceiver.Start(404);
        await using var service = await Start(receiver.Address);
        var (told, refused) = (Guid.NewGuid(), Guid.NewGuid());
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.Single()) };

        await Say(service, refused);
        _ = await receiver.Next();
        var failed = await Ended(refused);
        await Say(service, told);
        _ = await receiver.Next();
        var done = await Ended(told);

        Assert.Equal("of the settings", done.GetProperty("receiver").GetString());
        Assert.Equal(
            "The receiver of the settings refused it with 404.", failed.GetProperty("failure").GetString());
        Assert.All([done, failed], alert =>
        {
            Assert.DoesNotContain("s3cr3t", alert.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("127.0.0.1", alert.GetRawText(), StringComparison.Ordinal);
        });

        async Task<JsonElement> Ended(Guid run)
        {
            while (true)
            {
                var alert = (await http.GetFromJsonAsync<JsonElement>($"/alerts/{run}", deadline.Token))[0];
                if (alert.GetProperty("state").GetString() != "UnderWay") return alert;
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
            }
        }
    }

    [Fact]
    public async Task Should_tell_the_receiver_of_the_settings_also_where_no_definition_was_stored()
    {
        await using var receiver = await AlertReceiver.Start();
        await using var service = await Start(receiver.Address);
        var (nobody, somebody) = (Guid.NewGuid(), Guid.NewGuid());

        await Say(service, nobody, ending => ending with { Definition = null });
        await Say(service, somebody, ending => ending with { Definition = null, AreAlertsLeftOut = true });

        var alert = await receiver.Next();
        Assert.Equal($"{somebody}-0", alert.Key);
        Assert.Equal(
            "Whom the pipeline names for its alerts is not known: its definition was not stored.",
            alert.Body.GetProperty("note").GetString());
        await service.StopAsync();
        Assert.Equal(0, receiver.Waiting);
    }

    private async Task<WebApplication> Start(string webhook)
    {
        var service = new YardBuilder([
            $"--Data:Folder={_folder}", "--urls=http://127.0.0.1:0", "--Logging:Level=Fatal",
            "--Jobs:PollInterval=00:00:00.050", $"--DeadLetters:Webhook={webhook}",
        ]).Add(new AlertingService()).Build();
        await service.StartAsync();
        return service;
    }

    private static Task Say(
        WebApplication service, Guid run, Func<TrainingFailed, TrainingFailed>? change = null)
    {
        var ending = new TrainingFailed
        {
            RunId = run, Pipeline = "churn", Outcome = RunOutcome.Faulted, Step = Step.Train, Findings = [], Gate = [],
            Reason = FailureReason.StepFaulted, Message = "The disk is gone.", StepName = "Fit", Participant = "Fitter",
            Owner = "crm", Definition = Scripts.Blob("pipeline"), RequestedBy = "ada",
            EndedAt = DateTimeOffset.UnixEpoch,
        };
        return service.Services.GetRequiredService<IBus>().Publish(change is null ? ending : change(ending));
    }
}
