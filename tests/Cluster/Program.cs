using Trainyard.Cluster.Tests.Chaos;
using Trainyard.Cluster.Tests.Chaos.Poison;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Trainyard.Cluster.Tests;

/// <summary>Runs the tests, as the entry point would that xunit generates; or, after <c>chaos</c>, a scenario; or,
/// after <c>dies</c>, the service that a test needs.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        ["chaos", .. var rest] => ChaosCommand.Run(rest),
        ["dies", .. var rest] => DyingService.Run(rest),
        _ when args.Any(argument => argument is "--server" or "--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
