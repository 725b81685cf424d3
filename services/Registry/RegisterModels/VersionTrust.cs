using Trainyard.Hosting;
using Trainyard.Models.Provenance;

namespace Trainyard.Registry.RegisterModels;

/// <summary>Holds versions against what was signed about them, as Serving does: what it would refuse, no alias is to
/// point to.</summary>
internal sealed class VersionTrust(TrustFolder trust)
{
    private const string TrainAgain = "Train it again: the same inputs and seed give the same model.";

    /// <summary>Why the version can't be served, as a sentence or two; null when it can.</summary>
    public string? Problem(ModelVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var name = $"Version {version.Version} of model '{version.Model}'";
        if (version.Statement is null)
            return $"{name} was registered before versions had signed statements, and can't be served. {TrainAgain}";
        try
        {
            using var keys = TrustedKeys.Of(trust.Path);
            var signed = VersionStatement.Open(version.Statement, keys);
            var differences = string.Join(
                ' ', signed.DifferencesFrom(version.Facts(signed.Seed, signed.RequestedAt)));
            return differences.Length == 0 ? null : $"{name} is not what was signed. {differences}";
        }
        catch (StatementException problem)
        {
            return $"{name} is not signed as it should be. {problem.Message}";
        }
    }
}
