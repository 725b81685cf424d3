using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Persistence.Documents;

namespace Trainyard.Serving.DeployModels;

/// <summary>Loads a version and lets it answer under its alias.</summary>
internal sealed class DeployModelJob(
    ModelLoader loader,
    IDocuments<Deployment> deployments,
    ServedModels models,
    TimeProvider time,
    ILogger<DeployModelJob> logger) : IJob<DeployModel>
{
    public async Task<IRunMessage> Run(DeployModel command, JobContext job, CancellationToken cancellation)
    {
        var wanted = Deployment.Of(command, time.GetUtcNow());
        var model = await loader.Load(wanted, cancellation);
        var current = await Keep(wanted, cancellation);
        if (current.Document.Version == wanted.Version)
            models.Swap(new ServedModel(current.Document, current.Version, model));
        logger.LogInformation(
            "{Model} {Alias} answers with version {Version}", command.Model, command.Alias, current.Document.Version);
        return new ModelDeployed
        {
            RunId = command.RunId,
            Work = job.Work,
            Model = command.Model,
            Version = command.Version,
            Alias = command.Alias,
            Endpoint = $"/models/{command.Model}/{command.Alias}/predict",
            ReplayedSamples = model.Samples.Count,
        };
    }

    /// <summary>
    /// Stores what the alias answers with, and gives it. Versions are counted up as they are registered: of two runs
    /// that end together the later version stays, and a repeated command changes nothing.
    /// </summary>
    private async Task<Stored<Deployment>> Keep(Deployment wanted, CancellationToken cancellation) =>
        (await deployments.Change(
            Deployment.IdOf(wanted.Model, wanted.Alias),
            present => present?.Version >= wanted.Version ? null : wanted,
            cancellation))!;
}
