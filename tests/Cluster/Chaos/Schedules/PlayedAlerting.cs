using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;
using Trainyard.Alerting.SendAlerts;
using Trainyard.Persistence.Documents;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>The real consumers of endings, which store an alert for each receiver.</summary>
internal sealed class PlayedAlerting : IAsyncDisposable
{
    private readonly MemoryDocuments<JobDocument> _jobs;
    private readonly ServiceProvider _provider;

    public PlayedAlerting(Network network, TimeProvider time, IArtifactStore artifacts, PlayedStore store)
    {
        _jobs = new(JobDocument.Collection, store);
        _provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(artifacts)
            .AddSingleton(new JobKind<SendAlert>(
                alert => alert.AlertId, new Performer("alerting", null))
            {
                IsOwn = true, Run = alert => alert.RunId,
            })
            .AddSingleton<IDocuments<JobDocument>>(_jobs)
            .AddSingleton<IDocuments<StoppedRun>>(new MemoryDocuments<StoppedRun>(StoppedRun.Collection, store))
            .AddSingleton<JobStore<SendAlert>>()
            .AddSingleton<JobSignal<SendAlert>>()
            .AddSingleton<IOwnJobs<SendAlert>, OwnJobs<SendAlert>>()
            .AddSingleton(new DeadLetterReceiver())
            .AddSingleton<Alerts>()
            .AddMediator(AlertOnEndings.Add)
            .BuildServiceProvider();
        foreach (var ending in AlertOnEndings.All)
        {
            network.Queues.Add(new($"alerts on {ending.Name}", new HashSet<Type> { ending }, (message, id) =>
                _provider.GetRequiredService<IMediator>()
                    .Publish(message, message.GetType(), publish => publish.MessageId = id)));
        }
    }

    /// <summary>The alerts to send, by the outcome that they tell.</summary>
    public IReadOnlyList<string> Alerts =>
        [.. _jobs.All.Select(job => (string)job.Command.GetProperty("alert").GetProperty("outcome").GetString()!)];

    public void Clear() => _jobs.Clear();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
