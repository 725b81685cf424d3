using System.Reflection;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>The native library that this was built with.</summary>
internal static class LightGbmLibrary
{
    /// <summary>Its version; the library itself has no call that says it.</summary>
    public static string Version { get; } = typeof(LightGbmLibrary).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "LightGBM").Value!;
}
