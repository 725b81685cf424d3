using System.Security.Cryptography;
using Trainyard.Artifacts;
using Trainyard.Hosting;
using Trainyard.Jobs;
using Trainyard.Models.Artifact;

namespace Trainyard.Serving.DeployModels;

/// <summary>Turns an artifact into a model that answers, and believes nothing on the way.</summary>
internal sealed class ModelLoader(IArtifactStore artifacts, ServingSettings settings, TrustFolder trust)
{
    /// <summary>Checks signature and digest, opens the artifact, and scores its samples again.</summary>
    /// <exception cref="StepFaultException">The artifact must not be served; trying again would not help.</exception>
    public async Task<LoadedModel> Load(Deployment deployment, CancellationToken cancellation)
    {
        // Nothing of an artifact is opened before its signature is known to be good: a model file is input like any
        // other.
        CheckSignature(deployment);
        try
        {
            var model = ModelArtifact.Open(await artifacts.Open(deployment.Artifact, cancellation));
            model.ReplaySamples();
            return model;
        }
        catch (Exception problem) when (problem is ArtifactDamagedException or ModelArtifactException)
        {
            throw new StepFaultException($"{Name(deployment)} can't be served. {problem.Message}", problem);
        }
    }

    private static string Name(Deployment deployment) => $"Version {deployment.Version} of model '{deployment.Model}'";

    private void CheckSignature(Deployment deployment)
    {
        var path = settings.TrustedKey ?? trust.SigningKey;
        using var key = OpenKey(path);
        if (!ModelSignature.Verify(key, deployment.Artifact.Sha256, deployment.Signature))
            throw new StepFaultException(
                $"{Name(deployment)} can't be served. Its signature is not that of the trusted key, '{path}'.");
    }

    private static ECDsa OpenKey(string path)
    {
        try
        {
            return ModelSignature.OpenPublicKey(path);
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or CryptographicException)
        {
            throw new StepFaultException(
                $"Serving trusts no key yet: '{path}' is no PEM file of a public key. "
                + "Put the public key of Registry there, or name its file in Serving:TrustedKey.",
                problem);
        }
    }
}
