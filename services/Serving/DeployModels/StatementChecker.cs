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

    /// <exception cref="StatementException">Nobody who is trusted signed it, or what was signed is something
    /// else.</exception>
    public void Check(Deployment deployment)
    {
        if (Difference(deployment, Open(deployment)) is { } difference)
            throw new StatementException(difference);
    }

    /// <summary>What was signed about the version, by a key that is trusted.</summary>
    /// <exception cref="StatementException">Nobody who is trusted signed it.</exception>
    public VersionFacts Open(Deployment deployment)
    {
        // Read each time, so that keys come and go while Serving runs.
        using var keys = TrustedKeys.Of(settings.TrustedKey ?? trust.Path);
        return VersionStatement.Open(deployment.Statement ?? throw new StatementException(TrainAgain), keys);
    }

    /// <summary>Where a deployment differs from what was signed, or null.</summary>
    public static string? Difference(Deployment deployment, VersionFacts signed)
    {
        var differences = signed.DifferencesFrom(
            deployment.Model, deployment.Version, deployment.RunId, deployment.Artifact.Sha256);
        return string.Join(' ', differences) is { Length: > 0 } text ? text : null;
    }
}
