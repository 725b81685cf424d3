using Trainyard.Artifacts;
using Trainyard.Jobs;
using Trainyard.Models.Artifact;
using Trainyard.Models.Provenance;

namespace Trainyard.Serving.DeployModels;

/// <summary>Turns an artifact into a model that answers, and believes nothing on the way.</summary>
internal sealed class ModelLoader(IArtifactStore artifacts, StatementChecker statements)
{
    /// <summary>Checks statement and digest, opens the artifact, and scores its samples again.</summary>
    /// <exception cref="StepFaultException">The artifact must not be served; trying again would not help.</exception>
    public async Task<LoadedModel> Load(Deployment deployment, CancellationToken cancellation)
    {
        try
        {
            // Nothing of an artifact is opened before it is known who signed what about it: a model file is input like
            // any other.
            statements.Check(deployment);
            var model = ModelArtifact.Open(await artifacts.Open(deployment.Artifact, cancellation));
            model.ReplaySamples();
            return model;
        }
        catch (Exception problem) when (
            problem is StatementException or ArtifactDamagedException or ModelArtifactException)
        {
            throw new StepFaultException(
                $"Version {deployment.Version} of model '{ShownText.Of(deployment.Model)}' can't be served. "
                + problem.Message,
                problem);
        }
    }
}
