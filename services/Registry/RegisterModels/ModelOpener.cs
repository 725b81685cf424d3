using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Models.Artifact;
using Trainyard.Models.Provenance;

namespace Trainyard.Registry.RegisterModels;

/// <summary>Opens what is to be registered, since a signature says that it is a model: one that was made from what the
/// command names, and that answers as on the day of training.</summary>
internal sealed class ModelOpener(IArtifactStore artifacts)
{
    /// <returns>What the model says of itself.</returns>
    /// <exception cref="StepFaultException">It is no such model; trying again would not help.</exception>
    public async Task<ModelManifest> Open(RegisterModel command, CancellationToken cancellation)
    {
        var path = await artifacts.Open(command.Artifact, cancellation);
        try
        {
            using var model = ModelArtifact.Open(path);
            Expect(command, model.Manifest, "definition", command.Definition);
            Expect(command, model.Manifest, "features", command.Features);
            model.ReplaySamples();
            return model.Manifest;
        }
        catch (ModelArtifactException problem)
        {
            throw new StepFaultException($"{Subject(command)} can't be registered. {problem.Message}", problem);
        }
    }

    private static string Subject(RegisterModel command) =>
        $"Blob {command.Artifact.Sha256} ({ShownText.Of(command.Artifact.Schema)}) of model "
        + $"'{ShownText.Of(command.Model)}'";

    private static void Expect(RegisterModel command, ModelManifest manifest, string what, ArtifactReference said)
    {
        if (manifest.MadeFrom.TryGetValue(what, out var digest) && digest != said.Sha256)
            throw new StepFaultException(
                $"{Subject(command)} can't be registered. It says that its {what} was {ShownText.Of(digest)}, and the "
                + $"run says {said.Sha256}.");
    }
}
