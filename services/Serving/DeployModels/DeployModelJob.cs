using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Models.Artifact;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;

namespace Trainyard.Serving.DeployModels;

/// <summary>Loads a version and lets it answer under its alias.</summary>
internal sealed class DeployModelJob(
    ModelLoader loader,
    StatementChecker statements,
    Refusals refusals,
    IDocuments<Deployment> deployments,
    ServedModels models,
    TimeProvider time,
    ILogger<DeployModelJob> logger) : IJob<DeployModel>, IJobWithEffect<DeployModel>
{
    public async Task<IMessage> Run(DeployModel command, JobContext job, CancellationToken cancellation)
    {
        var wanted = Deployment.Of(command, time.GetUtcNow());
        var model = await Load(wanted, cancellation);
        var current = await Keep(wanted, cancellation);
        if (current.DeploymentId == wanted.DeploymentId)
            models.Swap(new ServedModel(current, model));
        logger.LogInformation(
            "{Model} {Alias} answers with version {Version}, change {Change}",
            command.Model, command.Alias, current.Version, current.Change);
        return Reply(command, current, model.Samples.Count, job);
    }

    /// <summary>A deployment that is stored is served, by this process or by another, whatever became of the attempt
    /// that stored it.</summary>
    public async Task<IMessage?> Effect(DeployModel command, JobContext job, CancellationToken cancellation) =>
        (await deployments.Find(Deployment.IdOf(command.Model, command.Alias), cancellation))?.Document is { } current
        && current.DeploymentId == command.DeploymentId && statements.IsSigned(current)
            ? Reply(command, current, 0, job)
            : null;

    private static ModelServed Reply(DeployModel command, Deployment current, int replayed, JobContext job) => new()
    {
        DeploymentId = command.DeploymentId,
        Change = command.Change,
        RunId = command.RunId,
        Work = job.Work,
        Model = command.Model,
        Version = command.Version,
        Alias = command.Alias,
        Endpoint = $"/models/{command.Model}/{command.Alias}/predict",
        ReplayedSamples = replayed,
        AnswersWithChange = current.Change,
        AnswersWithVersion = current.Version,
        IsSuperseded = current.DeploymentId != command.DeploymentId,
    };

    /// <summary>People hear of what is not signed before it counts as refused: where they can't be told yet, it is
    /// tried again.</summary>
    private async Task<LoadedModel> Load(Deployment wanted, CancellationToken cancellation)
    {
        try
        {
            return await loader.Load(wanted, cancellation);
        }
        catch (StepFaultException refusal) when (refusal.InnerException is StatementException problem)
        {
            await refusals.Say(wanted, problem.Message, cancellation);
            throw;
        }
    }

    /// <summary>
    /// Stores what the alias answers with, and gives it. Registry has numbered the changes of the alias: one that is
    /// not above what is there is late, or a repeat, whatever its version. What is there counts as far as it is signed:
    /// whoever wrote it otherwise must not keep the alias.
    /// </summary>
    private async Task<Deployment> Keep(Deployment wanted, CancellationToken cancellation) =>
        (await deployments.Change(
            Deployment.IdOf(wanted.Model, wanted.Alias),
            present => present?.Change >= wanted.Change && statements.IsSigned(present) ? null : wanted,
            cancellation))!.Document;
}
