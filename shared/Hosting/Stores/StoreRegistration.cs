using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Trainyard.Artifacts;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Hosting.CollectBlobs;
using Trainyard.Hosting.Settings;

namespace Trainyard.Hosting.Stores;

/// <summary>The one place that chooses the stores.</summary>
internal static class StoreRegistration
{
    internal static void AddYardStores(this IServiceCollection services, IEnumerable<string> owners)
    {
        services.AddSettings<DataSettings>(Options.DefaultName, "Data");
        services.AddSettings<DocumentSettings>(Options.DefaultName, "Documents");
        services.AddSettings<BlobSettings>(Options.DefaultName, "Artifacts");
        services.AddSettings<KeySettings>(Options.DefaultName, "Keys");
        services.AddSingleton<DocumentDatabases>();
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            "documents",
            provider => ActivatorUtilities.CreateInstance<StoreAnswers>(provider, owners),
            failureStatus: null,
            tags: null));
        services.AddExceptionHandler<StoreIsAway>();
        services.AddExceptionHandler<BlobIsUnreadable>();
        services.AddExceptionHandler<StoreIsUnusable>();
        services.AddSingleton<KeyFolder>();
        services.AddSingleton<TrustFolder>();
        services.AddSingleton<YardFolders>();
        services.AddSingleton<IArtifactStore>(provider => new FolderArtifactStore(Artifacts(provider)));
        services.AddSingleton(provider => new BlobFolder(Artifacts(provider)));
        services.AddSingleton(provider => new FolderClaims(Artifacts(provider)));
        services.AddSingleton<YardMarks>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<YardGuard>(provider, owners));
        services.AddSingleton<BlobsNamed>();
        services.AddSingleton(provider => new BlobCollector(
            provider.GetRequiredService<BlobFolder>(),
            () => owners.Select(provider.GetRequiredService<DocumentDatabases>().Of),
            async cancellation =>
            {
                foreach (var owner in owners)
                    await provider.GetRequiredService<YardMarks>().Check(owner, cancellation);
            },
            provider.GetRequiredService<IOptions<BlobSettings>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new ServiceConsistencyCheck(
            "artifacts", provider => ActivatorUtilities.CreateInstance<BlobsWhole>(provider), IsDeep: true));
    }

    private static ArtifactSettings Artifacts(IServiceProvider provider)
    {
        var data = provider.GetRequiredService<IOptions<DataSettings>>().Value;
        var artifacts = provider.GetRequiredService<IOptions<BlobSettings>>().Value;
        return new ArtifactSettings { Folder = YardFolders.OfArtifacts(artifacts, data) };
    }
}
