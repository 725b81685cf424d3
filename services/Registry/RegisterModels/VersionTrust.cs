using Trainyard.Hosting;
using Trainyard.Models.Provenance;

namespace Trainyard.Registry.RegisterModels;

/// <summary>Holds versions against what was signed about them, as Serving does: what it would refuse, no alias is to
/// point to.</summary>
internal sealed class VersionTrust(TrustFolder trust)
{
    /// <summary>What to do with one that nobody can sign any more.</summary>
    public const string TrainAgain =
        "It can't be served. Train it again: the same inputs and seed give the same model.";

    /// <summary>Why the version can't be served, as a sentence or two; null when it can.</summary>
    public string? Problem(ModelVersion version)
    {
        using var keys = TrustedKeys.Of(trust.Path);
        return Look(version, keys) switch
        {
            null => null,
            { Fault: VersionFault.NoStatement } untold => $"{untold.Sentence} {TrainAgain}",
            var found => found.Value.Sentence,
        };
    }

    /// <summary>What is wrong with a version, and in a sentence; null when nothing is.</summary>
    public static (VersionFault Fault, string Sentence)? Look(ModelVersion version, TrustedKeys keys)
    {
        ArgumentNullException.ThrowIfNull(version);
        var name = $"Version {version.Version} of model '{version.Model}'";
        if (version.Statement is null)
            return (VersionFault.NoStatement, $"{name} was registered before versions had signed statements.");
        try
        {
            var signed = VersionStatement.Open(version.Statement, keys);
            var differences = string.Join(
                ' ', signed.DifferencesFrom(version.Facts(signed.Seed, signed.RequestedAt)));
            return differences.Length == 0
                ? null
                : (VersionFault.Differs, $"{name} is not what was signed. {differences}");
        }
        catch (StatementException problem)
        {
            return (VersionFault.NotSigned, $"{name} is not signed as it should be. {problem.Message}");
        }
    }
}

/// <summary>What can be wrong with what was signed about a version.</summary>
internal enum VersionFault
{
    /// <summary>Nothing was signed.</summary>
    NoStatement,

    /// <summary>The version is another.</summary>
    Differs,

    /// <summary>Nobody who is trusted signed it.</summary>
    NotSigned,
}
