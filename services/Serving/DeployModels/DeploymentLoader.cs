using Microsoft.Extensions.Logging;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;

namespace Trainyard.Serving.DeployModels;

/// <summary>
/// Loads what is deployed and not yet served here: after a start, or when another process did the job.
/// </summary>
internal sealed class DeploymentLoader(
    IDocuments<Deployment> deployments,
    ServedModels models,
    ModelLoader loader,
    Refusals refusals,
    TimeProvider time,
    ILogger<DeploymentLoader> logger)
{
    private const int Page = 500;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly HashSet<Deployment> _refused = [];
    private readonly Dictionary<string, long> _failed = new(StringComparer.Ordinal);

    /// <summary>Whether every deployment was tried at least once.</summary>
    public bool IsDone { get; private set; }

    /// <summary>One pass; passes follow each other.</summary>
    public async Task LoadMissing(CancellationToken cancellation)
    {
        await foreach (var deployment in deployments.All(new DocumentQuery { Limit = Page }, cancellation))
            await Load(deployment, cancellation);

        IsDone = true;
    }

    /// <summary>People hear once of what this process found in its store.</summary>
    private async Task TrySay(Deployment deployment, string reason, CancellationToken cancellation)
    {
        try
        {
            await refusals.Say(deployment, reason, cancellation);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            _ = _refused.Remove(deployment);
            logger.LogWarning(problem, "Nobody could be told yet that {Model} is refused", deployment.Model);
        }
    }

    private async Task Load(Deployment deployment, CancellationToken cancellation)
    {
        var id = Deployment.IdOf(deployment.Model, deployment.Alias);
        if (models.Find(deployment.Model, deployment.Alias) is { } served && served.Change >= deployment.Change) return;
        if (_failed.TryGetValue(id, out var failed) && time.GetElapsedTime(failed) < RetryAfter) return;
        try
        {
            models.Swap(new ServedModel(deployment, await loader.Load(deployment, cancellation)));
            _ = _failed.Remove(id);
            logger.LogInformation(
                "Loaded version {Version} of {Model} for {Alias}",
                deployment.Version, deployment.Model, deployment.Alias);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            // What answered until now goes on; where nothing did, those that ask are told. The other models are loaded.
            _failed[id] = time.GetTimestamp();
            logger.LogError(
                problem, "Version {Version} of {Model} can't be loaded", deployment.Version, deployment.Model);
            models.Swap(new ServedModel(deployment, null, problem.Message));
            if (problem.InnerException is StatementException { Message: var reason } && _refused.Add(deployment))
                await TrySay(deployment, reason, cancellation);
        }
    }
}
