using System.Runtime.CompilerServices;
using Trainyard.Contracts;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Persistence.Documents;

namespace Trainyard.Serving.DeployModels;

/// <summary>
/// The version that answers under an alias, so that every process of Serving, and one that starts again, knows.
/// </summary>
internal sealed record Deployment
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The deployment, see <see cref="DeployModel.DeploymentId"/>.</summary>
    public required Guid DeploymentId { get; init; }

    /// <summary>The change of the alias: only a higher one replaces it, see <see cref="DeployModel.Change"/>.</summary>
    public required long Change { get; init; }

    /// <summary>The run whose step it was; null for a promotion or a rollback.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The model artifact.</summary>
    public required ArtifactReference Artifact { get; init; }

    /// <summary>What Registry signed about the version, see <see cref="DeployModel.Statement"/>; null where it was
    /// deployed before there were statements.</summary>
    public string? Statement { get; init; }

    /// <summary>What Registry signed about this change of the alias, see <see cref="DeployModel.MoveStatement"/>; null
    /// where it was deployed before moves were signed.</summary>
    public string? MoveStatement { get; init; }

    /// <summary>When it was deployed, UTC.</summary>
    public required DateTimeOffset DeployedAt { get; init; }

    public static DocumentCollection<Deployment> Collection { get; } = new()
    {
        Name = "deployments",
        Id = deployment => IdOf(deployment.Model, deployment.Alias),
    };

    public static string IdOf(string model, string alias) => $"{model}/{alias}";

    /// <summary>What answers, for whoever owns the aliases to hold against its own records.</summary>
    public static async IAsyncEnumerable<ServedAlias> AllServed(
        IDocuments<Deployment> deployments, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var one in deployments.All(new DocumentQuery(), cancellation))
            yield return new(
                one.Model, one.Alias, one.Version, one.Change, one.DeploymentId, one.Artifact.Sha256, one.DeployedAt);
    }

    public static Deployment Of(DeployModel command, DateTimeOffset at) => new()
    {
        Model = command.Model,
        Alias = command.Alias,
        Version = command.Version,
        DeploymentId = command.DeploymentId,
        Change = command.Change,
        RunId = command.RunId,
        Artifact = command.Artifact,
        Statement = command.Statement,
        MoveStatement = command.MoveStatement,
        DeployedAt = at,
    };
}
