using System.Diagnostics;

namespace Trainyard.Cluster.Tests;

/// <summary>What the command <c>trainyard</c> said.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Runs the command to its end.</summary>
    public static async Task<Command> Run(params IEnumerable<string> arguments)
    {
        string[] command = [Repository.Program("Trainyard"), .. arguments];
        using var process = Process.Start(new ProcessStartInfo("dotnet", command)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Timeout, TimeProvider.System);
        return new Command(process.ExitCode, await output, await error);
    }
}
