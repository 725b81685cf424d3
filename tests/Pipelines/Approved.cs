namespace Trainyard.Pipelines.Tests;

/// <summary>
/// Files of the repository that are made from code, or written down to be looked at when they change.
/// </summary>
internal static class Approved
{
    /// <summary>Compares a file with what it should hold; with TRAINYARD_APPROVE=1 it is written instead.</summary>
    public static void Check(string path, string actual)
    {
        var file = Path.Combine(Samples.Root, path);
        if (Environment.GetEnvironmentVariable("TRAINYARD_APPROVE") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{path} is missing; run the test with TRAINYARD_APPROVE=1.");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
