using Trainyard.Hosting;
using Trainyard.Models.Provenance;

namespace Trainyard.Serving.DeployModels;

/// <summary>Holds a deployment against what the registry signed. Whoever may write a command or a document can write
/// anything; only the registry can have signed it.</summary>
internal sealed class StatementChecker(ServingSettings settings, TrustFolder trust)
{
    private const string TrainAgain =
        "It was deployed before versions had signed statements. Train it again: the same inputs and seed give the same "
        + "model.";

    private const string MoveAgain =
        "It was deployed before moves of aliases were signed. Remove the moves of this alias from the store of "
        + "Registry (collection 'alias_moves'), and move the alias again.";

    /// <exception cref="StatementException">Nobody who is trusted signed it, or what was signed is something
    /// else.</exception>
    public void Check(Deployment deployment)
    {
        if (Difference(deployment, Open(deployment)) is { } difference)
            throw new StatementException(difference);
    }

    /// <summary>Whether it is what the registry signed. What is not is as good as not there.</summary>
    public bool IsSigned(Deployment deployment)
    {
        try
        {
            return Difference(deployment, Open(deployment)) is null;
        }
        catch (StatementException)
        {
            return false;
        }
    }

    /// <summary>What was signed about the version and about the move, by keys that are trusted.</summary>
    /// <exception cref="StatementException">Nobody who is trusted signed it.</exception>
    public (VersionFacts Version, MoveFacts Move) Open(Deployment deployment)
    {
        // Read each time, so that keys come and go while Serving runs.
        using var keys = TrustedKeys.Of(settings.TrustedKey ?? trust.Path);
        return (
            VersionStatement.Open(deployment.Statement ?? throw new StatementException(TrainAgain), keys),
            MoveStatement.Open(deployment.MoveStatement ?? throw new StatementException(MoveAgain), keys));
    }

    /// <summary>Where a deployment differs from what was signed, or null.</summary>
    public static string? Difference(Deployment deployment, (VersionFacts Version, MoveFacts Move) signed)
    {
        var (version, move) = signed;
        var wrong = version
            .DifferencesFrom(deployment.Model, deployment.Version, deployment.RunId, deployment.Artifact.Sha256)
            .ToList();
        if (wrong.Count > 0)
            return string.Join(' ', wrong);
        var misplaced = move.DifferencesFrom(move with
        {
            Model = deployment.Model,
            Alias = deployment.Alias,
            Change = deployment.Change,
            Version = deployment.Version,
            Artifact = deployment.Artifact.Sha256,
            DeploymentId = deployment.DeploymentId,
            RunId = deployment.RunId,
        });
        return string.Join(' ', misplaced) is { Length: > 0 } text ? text : null;
    }
}
