using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Pipelines;
using Trainyard.Support;

namespace Trainyard.Alerting.Tests;

/// <summary>The whole service: bus, stores, jobs, and a receiver that is a web server.</summary>
public sealed class When_a_run_ends : IAsyncLifetime
{
    private const string Pipeline = """
        pipeline: churn
        owner: crm
        source: { csv: churn.csv }
        target: { churn: "churned = 1", task: binary }
        train:  { trainer: lightgbm }
        participants:
          Trainer: { name: LightGBM, team: ml }
        alerts:
          - { on: [rejected, cancelled], webhook: "${ALERT_TEST_URL}" }
          - { on: [succeeded], webhook: "${ALERT_TEST_URL}" }
          - { on: [rejected], webhook: "${ALERT_TEST_URL}" }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-test-").FullName;
    private AlertReceiver _receiver = null!;
    private WebApplication _service = null!;
    private ArtifactReference _definition = null!;

    public async ValueTask InitializeAsync()
    {
        // The first attempt of all meets an outage.
        _receiver = await AlertReceiver.Start(503);
        Environment.SetEnvironmentVariable("ALERT_TEST_URL", _receiver.Address);
        _service = new YardBuilder([
            $"--Data:Folder={_folder}", "--urls=http://127.0.0.1:0", "--Logging:Level=Fatal",
            "--Jobs:PollInterval=00:00:00.050", "--Jobs:RetryAfter=00:00:00.050",
            "--Alerting:AllowedNetworks:0=127.0.0.0/8",
        ]).Add(new AlertingService()).Build();
        await _service.StartAsync();

        var reading = PipelineFile.Read(Pipeline);
        Assert.Empty(reading.Problems);
        _definition = await _service.Services.GetRequiredService<IArtifactStore>()
            .Put(PipelineJson.Write(reading.Definition!), PipelineJson.MediaType, PipelineJson.Schema);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Should_tell_each_receiver_that_asked_once_however_often_the_event_comes()
    {
        var rejected = Rejected();
        await Publish(rejected);
        await Publish(rejected);

        // One is refused at first and comes again.
        ReceivedAlert[] received = [await _receiver.Next(), await _receiver.Next(), await _receiver.Next()];
        Assert.Equal(
            [$"{rejected.RunId}-1", $"{rejected.RunId}-3"], received.Select(alert => alert.Key).Distinct().Order());

        await Publish(rejected);
        await Publish(Cancelled());
        Assert.Equal("Cancelled", (await _receiver.Next()).Body.GetProperty("outcome").GetString());
        await _service.StopAsync();
        Assert.Equal(0, _receiver.Waiting);
    }

    [Fact]
    public async Task Should_say_what_was_wrong_beside_what_was_asked()
    {
        await Publish(Rejected());

        var alert = (await _receiver.Next()).Body;
        Assert.Equal("auc is 0.61, not >= 0.8.", alert.GetProperty("message").GetString());
        Assert.Equal("Gate", alert.GetProperty("step").GetString());
        Assert.Equal("crm", alert.GetProperty("owner").GetString());
        Assert.Equal("ml", alert.GetProperty("participants").GetProperty("Trainer").GetProperty("team").GetString());
        var gate = alert.GetProperty("gate")[0];
        Assert.Equal(0.8, gate.GetProperty("threshold").GetDouble());
        Assert.Equal(0.61, gate.GetProperty("observed").GetDouble());
    }

    [Fact]
    public async Task Should_tell_of_a_success_where_predictions_are_asked_for()
    {
        await Publish(Succeeded());

        var alert = (await _receiver.Next()).Body;
        var message = alert.GetProperty("message").GetString();
        Assert.Equal("Version 4 of model 'churn' is registered and answers as staging.", message);
        Assert.Equal("/models/churn/staging/predict", alert.GetProperty("endpoint").GetString());
        Assert.Equal(0.84, alert.GetProperty("metrics").GetProperty("auc").GetDouble());
    }

    [Fact]
    public async Task Should_tell_nobody_of_an_ending_that_nobody_asked_about_or_a_pipeline_that_is_none()
    {
        await Publish(Rejected() with { Outcome = RunOutcome.Faulted });
        await Publish(Rejected() with { Definition = null });
        var succeeded = Succeeded();
        await Publish(succeeded);

        Assert.Equal($"{succeeded.RunId}-2", (await _receiver.Next()).Key);
        Assert.Equal($"{succeeded.RunId}-2", (await _receiver.Next()).Key);
        await _service.StopAsync();
        Assert.Equal(0, _receiver.Waiting);
    }

    [Fact]
    public async Task Should_tell_whom_the_ending_names_where_the_definition_is_gone_and_say_so()
    {
        var rejected = Rejected() with { Definition = Gone(), Alerts = KnownAlerts };

        await Publish(rejected);

        // One is refused at first and comes again.
        ReceivedAlert[] received = [await _receiver.Next(), await _receiver.Next(), await _receiver.Next()];
        Assert.Equal(
            [$"{rejected.RunId}-1", $"{rejected.RunId}-3"], received.Select(alert => alert.Key).Distinct().Order());
        var alert = received[0].Body;
        Assert.Equal(rejected.StepName, alert.GetProperty("stepName").GetString());
        Assert.StartsWith(
            "What the pipeline calls its parts is left out: The artifact store has no blob",
            alert.GetProperty("note").GetString());
    }

    [Fact]
    public async Task Should_tell_whom_the_ending_names_where_the_definition_was_never_stored()
    {
        var cancelled = Cancelled() with { Definition = null, Alerts = KnownAlerts };

        await Publish(cancelled);

        Assert.Equal($"{cancelled.RunId}-1", (await _receiver.Next()).Key);
    }

    private static string KnownAlerts => PipelineJson.WriteAlerts(PipelineFile.Read(Pipeline).Definition!.Alerts);

    private static ArtifactReference Gone() => new()
    {
        Sha256 = new string('0', 64), Size = 1, MediaType = PipelineJson.MediaType, Schema = PipelineJson.Schema,
    };

    private Task Publish<T>(T message)
        where T : class => _service.Services.GetRequiredService<IBus>().Publish(message);

    private TrainingFailed Rejected() => new()
    {
        RunId = Guid.NewGuid(),
        Pipeline = "churn",
        Outcome = RunOutcome.Rejected,
        Step = Step.Gate,
        Reason = FailureReason.MetricsBelowThreshold,
        StepName = "Hold metrics against the gate",
        Participant = "Pipeline",
        Message = "auc is 0.61, not >= 0.8.",
        Findings = [],
        Gate = [new GateCheck { Metric = "auc", Comparison = ">=", Threshold = 0.8, Observed = 0.61, IsMet = false }],
        Definition = _definition,
        RequestedBy = "ada",
        EndedAt = DateTimeOffset.UnixEpoch,
    };

    private TrainingCancelled Cancelled() => new()
    {
        RunId = Guid.NewGuid(),
        Pipeline = "churn",
        Step = Step.Train,
        CancelledBy = "ada",
        Definition = _definition,
        RequestedBy = "ada",
        EndedAt = DateTimeOffset.UnixEpoch,
    };

    private TrainingSucceeded Succeeded() => new()
    {
        RunId = Guid.NewGuid(),
        Pipeline = "churn",
        Model = "churn",
        Version = 4,
        Alias = "staging",
        Endpoint = "/models/churn/staging/predict",
        Metrics = new Dictionary<string, double> { ["auc"] = 0.84 },
        Gate = [],
        Definition = _definition,
        RequestedBy = "ada",
        EndedAt = DateTimeOffset.UnixEpoch,
    };
}
