using System.Reflection;

namespace Trainyard.Jobs.Store;

/// <summary>Who does a kind of job.</summary>
/// <param name="Service">The service.</param>
/// <param name="CodeVersion">The version of its code, with its commit where the build knew it.</param>
internal sealed record Performer(string Service, string? CodeVersion)
{
    /// <summary>The service that holds the code of a job.</summary>
    public static Performer Of<TJob>(string service) => new(
        service,
        typeof(TJob).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
}
