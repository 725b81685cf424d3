using System.Reflection;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.OwnModels;

namespace Trainyard.Registry.RegisterModels;

/// <summary>Makes a model the next version of its name, and decides the move of the alias that its run deploys to. The
/// store refuses a number or a run that is taken. A version is never taken back, so its run always hears of it:
/// whatever happens after it is stored is told with it, and what stops the run does not stop the work.</summary>
internal sealed class RegisterModelJob(
    IDocuments<ModelVersion> versions,
    ModelOpener opener,
    VersionSigner signer,
    VersionTrust trust,
    Ownership ownership,
    Aliases aliases,
    IDocuments<EndedRun> ended,
    TimeProvider time,
    ILogger<RegisterModelJob> logger) : IJob<RegisterModel>, IJobWithEffect<RegisterModel>
{
    private static readonly string CodeVersion = typeof(RegisterModelJob).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public async Task<IMessage> Run(RegisterModel command, JobContext job, CancellationToken cancellation)
    {
        var version = await OfRun(command.RunId, cancellation);
        if (version is null)
        {
            (version, var problem) = await Register(command, cancellation);
            if (version is null)
                return new ModelRefused
                {
                    RunId = command.RunId, Work = job.Work, Step = Step.Register,
                    Findings = FindingList.Bounded([problem!]),
                };
        }

        try
        {
            return Reply(version, await Decide(command, version, cancellation), null, job);
        }
        catch (StatementException forged)
        {
            return Reply(version, null, forged.Message, job);
        }
    }

    /// <summary>A version that is stored is registered, whatever became of the attempt that stored it.</summary>
    public async Task<IMessage?> Effect(RegisterModel command, JobContext job, CancellationToken cancellation)
    {
        if (await OfRun(command.RunId, cancellation) is not { } version)
            return null;
        try
        {
            return Reply(version, await Decide(command, version, cancellation), null, job);
        }
        catch (Exception problem) when (!StoreOutage.Is(problem))
        {
            logger.LogError(
                problem, "The move of {Alias} of {Model} can't be decided", command.DeployTo, command.Model);
            return Reply(
                version, null, problem is StatementException ? problem.Message : Reasons.Of(problem), job);
        }
    }

    private static ModelRegistered Reply(
        ModelVersion version, AliasMove? move, string? problem, JobContext job) => new()
    {
        RunId = version.RunId,
        Work = job.Work,
        Model = version.Model,
        Version = version.Version,
        Artifact = version.Artifact,
        Statement = version.Statement ?? "",
        DeploymentId = move?.DeploymentId,
        Change = move?.Change,
        MoveStatement = move?.Statement,
        MoveProblem = problem,
    };

    /// <exception cref="StatementException">The version, or what the alias came from, is not what was
    /// signed.</exception>
    private async Task<AliasMove?> Decide(RegisterModel command, ModelVersion version, CancellationToken cancellation)
    {
        if (command.DeployTo is not { } alias)
            return null;
        if (trust.Problem(version) is { } problem)
            throw new StatementException(problem);
        return await aliases.Decide(
            AliasMove.OfRun(command, alias, version.Version, time.GetUtcNow()), version.Artifact.Sha256, cancellation);
    }

    /// <returns>The version, or why there is none.</returns>
    private async Task<(ModelVersion? Version, Finding? Problem)> Register(
        RegisterModel command, CancellationToken cancellation)
    {
        // Not begun before its run ended, it need not begin.
        if ((await ended.Find($"{command.RunId}", cancellation))?.Document is { } over)
            throw new StepFaultException($"The run has ended, and registers nothing any more. {over.Reason}");
        var manifest = await opener.Open(command, cancellation);
        while (true)
        {
            var number = await Latest(command.Model, cancellation) + 1;
            var version = Sign(Describe(command, number), manifest.Seed, command.RequestedAt);
            if (await ownership.Hold(command, cancellation) is { } problem)
                return (null, problem);
            if (await versions.TryInsert(version, cancellation))
            {
                logger.LogInformation(
                    "Registered version {Version} of {Model} for run {RunId}",
                    version.Version, version.Model, version.RunId);
                return (version, null);
            }

            // Either another run took the number, or another worker did this very job.
            if (await OfRun(command.RunId, cancellation) is { } registered)
                return (registered, null);
        }
    }

    private async Task<ModelVersion?> OfRun(Guid runId, CancellationToken cancellation)
    {
        var ofRun = new DocumentQuery { Limit = 1 }.Equal("run", runId);
        return (await versions.Query(ofRun, cancellation)).FirstOrDefault()?.Document;
    }

    private async Task<int> Latest(string model, CancellationToken cancellation)
    {
        var newest = new DocumentQuery { OrderBy = "version", Descending = true, Limit = 1 }.Equal("model", model);
        return (await versions.Query(newest, cancellation)).FirstOrDefault()?.Document.Version ?? 0;
    }

    private ModelVersion Sign(ModelVersion version, int seed, DateTimeOffset? requestedAt)
    {
        // JSON has no such numbers, and a figure that is none is no figure.
        if (version.Metrics.FirstOrDefault(metric => !double.IsFinite(metric.Value)) is { Key: { } metric })
            throw new StepFaultException($"Model '{version.Model}' can't be registered. Its {metric} is no number.");
        try
        {
            return version with { Statement = signer.Sign(version.Facts(seed, requestedAt)) };
        }
        catch (StatementException problem)
        {
            throw new StepFaultException($"Model '{version.Model}' can't be registered. {problem.Message}", problem);
        }
    }

    private ModelVersion Describe(RegisterModel command, int number) => new()
    {
        Model = command.Model,
        Version = number,
        RunId = command.RunId,
        Artifact = command.Artifact,
        Definition = command.Definition,
        Snapshot = command.Snapshot,
        Features = command.Features,
        Report = command.Report,
        Metrics = command.Metrics,
        Gate = command.Gate,
        RequestedBy = command.RequestedBy,
        Trigger = command.Trigger,
        CodeVersion = CodeVersion,
        RegisteredAt = time.GetUtcNow(),
    };
}
