using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trainyard.Artifacts;

namespace Trainyard.Hosting.Stores;

/// <summary>The one place that chooses the stores.</summary>
internal static class StoreRegistration
{
    internal static void AddYardStores(this IServiceCollection services)
    {
        services.AddOptions<DataSettings>().BindConfiguration("Data").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DocumentSettings>().BindConfiguration("Documents").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<BlobSettings>().BindConfiguration("Artifacts");
        services.AddOptions<KeySettings>().BindConfiguration("Keys");
        services.AddSingleton<DocumentDatabases>();
        services.AddSingleton<KeyFolder>();
        services.AddSingleton<IArtifactStore>(provider =>
        {
            var data = provider.GetRequiredService<IOptions<DataSettings>>().Value;
            var folder = provider.GetRequiredService<IOptions<BlobSettings>>().Value.Folder;
            return new FolderArtifactStore(new ArtifactSettings { Folder = folder ?? Path.Combine(data.Folder, "artifacts") });
        });
    }
}
