using Trainyard.Cluster.Tests.Chaos;
using Trainyard.Cluster.Tests.Chaos.Poison;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Trainyard.Cluster.Tests;

/// <summary>Runs the tests, as the entry point would that xunit generates; or, after <c>chaos</c>, a scenario; or, for
/// a test, a service that dies or has a trap in it.</summary>
internal static class Program
{
    /// <summary>The first argument for a service with a trap in it.</summary>
    public const string TrappedService = "trapped-service";

    /// <summary>The first argument for one that oversleeps.</summary>
    public const string SleepyService = "sleepy-service";

    /// <summary>The first argument for one that breaks and can't stop.</summary>
    public const string StuckService = "stuck-service";

    public static Task<int> Main(string[] args) => args switch
    {
        ["chaos", .. var rest] => ChaosCommand.Run(rest),
        ["dies", .. var rest] => DyingService.Run(rest),
        [SleepyService, .. var rest] => Chaos.LateWriters.SleepyService.Run(rest),
        [StuckService, .. var rest] => Tests.StuckService.Run(rest),
        [TrappedService, .. var rest] => Chaos.KillWindows.TrappedService.Run(rest),
        _ when args.Any(argument => argument is "--server" or "--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
