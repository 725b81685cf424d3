using Microsoft.Extensions.Time.Testing;
using Trainyard.Contracts;
using Trainyard.Monitoring.AnnounceOutcomes;
using Trainyard.Support;

namespace Trainyard.Monitoring.Tests;

public sealed class When_a_success_is_announced : IAsyncDisposable
{
    private readonly TestYard _yard = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    [Fact]
    public async Task Should_watch_the_version_and_say_that_the_run_succeeded()
    {
        var command = Command();

        var reply = Assert.IsType<TrainingSucceeded>(await Job().Run(command, new TestJob(), default));

        Assert.Equal((command.RunId, "churn", "churn", 4), (reply.RunId, reply.Pipeline, reply.Model, reply.Version));
        Assert.Equal(("staging", "/models/churn/staging/predict"), (reply.Alias, reply.Endpoint));
        Assert.Equal(
            (command.Metrics, command.Gate, command.Definition), (reply.Metrics, reply.Gate, reply.Definition));
        Assert.Equal(_time.GetUtcNow(), reply.EndedAt);
        var watched = await _yard.Documents(WatchedVersion.Collection).Find(command.RunId.ToString());
        Assert.Equal(("churn", 4), (watched!.Document.Model, watched.Document.Version));
        Assert.Equal(0.84, watched.Document.Metrics["auc"]);
    }

    [Fact]
    public async Task Should_announce_the_same_end_when_it_is_asked_again()
    {
        var command = Command();
        var first = await Job().Run(command, new TestJob(), default);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first, await Job().Run(command, new TestJob(attempt: 2), default));
    }

    private AnnounceSuccessJob Job() => new(_yard.Documents(WatchedVersion.Collection), _time);

    private static AnnounceSuccess Command() => new()
    {
        RunId = Guid.NewGuid(),
        Pipeline = "churn",
        Model = "churn",
        Version = 4,
        Alias = "staging",
        Endpoint = "/models/churn/staging/predict",
        Metrics = new Dictionary<string, double> { ["auc"] = 0.84 },
        Gate = [],
        Definition = new ArtifactReference
        {
            Sha256 = new string('d', 64), Size = 1, MediaType = "application/json", Schema = "pipeline/1",
        },
        RequestedBy = "ada",
        RequestedAt = DateTimeOffset.UnixEpoch,
    };
}
