using Microsoft.Extensions.Hosting;

namespace Trainyard.Registry.RegisterModels;

/// <summary>Gives the public key back to a trust folder that has lost it, or never had it since a process was killed
/// between the two files: what was signed before would not be served until the next version is registered.</summary>
internal sealed class KeyPublisher(VersionSigner signer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        signer.Publish();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
