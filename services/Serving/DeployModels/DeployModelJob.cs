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
    public async Task<IMessage> Run(DeployModel command, JobContext job, CancellationToken cancellation)
    {
        var wanted = Deployment.Of(command, time.GetUtcNow());
        var model = await loader.Load(wanted, cancellation);
        var current = await Keep(wanted, cancellation);
        if (current.Change == wanted.Change)
            models.Swap(new ServedModel(current, model));
        logger.LogInformation(
            "{Model} {Alias} answers with version {Version}, change {Change}",
            command.Model, command.Alias, current.Version, current.Change);
        return new ModelDeployed
        {
            DeploymentId = command.DeploymentId,
            Change = command.Change,
            RunId = command.RunId,
            Work = job.Work,
            Model = command.Model,
            Version = command.Version,
            Alias = command.Alias,
            Endpoint = $"/models/{command.Model}/{command.Alias}/predict",
            ReplayedSamples = model.Samples.Count,
            IsSuperseded = current.Change > command.Change,
        };
    }

    /// <summary>
    /// Stores what the alias answers with, and gives it. Registry has numbered the changes of the alias: one that is
    /// not above what is there is late, or a repeat, whatever its version.
    /// </summary>
    private async Task<Deployment> Keep(Deployment wanted, CancellationToken cancellation) =>
        (await deployments.Change(
            Deployment.IdOf(wanted.Model, wanted.Alias),
            present => present?.Change >= wanted.Change ? null : wanted,
            cancellation))!.Document;
}
