namespace Trainyard.Cluster.Tests;

/// <summary>tests/test.sh runs the classes on two tracks: those of the second come after the other modules, beside the
/// first. None of them kills a process or starts a broker, so that two clusters at once are not too many.</summary>
internal static class Tracks
{
    public const string Name = "Track";
    public const string Second = "second";
}
