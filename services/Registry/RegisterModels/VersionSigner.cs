using Trainyard.Hosting;
using Trainyard.Models.Provenance;

namespace Trainyard.Registry.RegisterModels;

/// <summary>Signs statements with the key of Registry, and puts its public half where others look for it. The key is
/// read anew each time, so that another takes its place without a restart.</summary>
internal sealed class VersionSigner(RegistrySettings settings, KeyFolder keys, TrustFolder trust)
{
    private string Path => settings.SigningKey ?? keys.SigningKey;

    /// <exception cref="StatementException">There is more to state than anybody reads.</exception>
    public string Sign(VersionFacts facts)
    {
        using var key = SigningKey.OpenOrCreate(Path, trust.Path);
        return VersionStatement.Sign(facts, key);
    }

    /// <exception cref="StatementException">There is more to state than anybody reads.</exception>
    public string Sign(MoveFacts facts)
    {
        using var key = SigningKey.OpenOrCreate(Path, trust.Path);
        return MoveStatement.Sign(facts, key);
    }

    public string Sign(ModelTerms terms)
    {
        using var key = SigningKey.OpenOrCreate(Path, trust.Path);
        return terms.Sign(key);
    }

    /// <summary>Puts the public half of the present key, if there is one, where others look for it.</summary>
    public void Publish()
    {
        if (File.Exists(Path))
            SigningKey.OpenOrCreate(Path, trust.Path).Dispose();
    }
}
