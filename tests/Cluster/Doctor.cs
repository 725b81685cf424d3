using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests;

/// <summary>What <c>trainyard doctor</c> says of the stores and queues that settings name.</summary>
internal sealed record Doctor(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The findings, as kind and id.</summary>
    public IReadOnlyList<(string Kind, string Id)> Findings =>
    [
        .. JsonNode.Parse(Output)!["findings"]!.AsArray()
            .Select(finding => ((string)finding!["kind"]!, (string)finding["id"]!)),
    ];

    /// <summary>Runs the command on its settings; a setting that is there twice has its last value.</summary>
    public static async Task<Doctor> Examine(IEnumerable<string> settings)
    {
        string[] arguments =
            [Repository.Program("Trainyard"), "doctor", "--deep", "--json",
                .. settings.SelectMany(setting => new[] { "--setting", setting })];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return new Doctor(process.ExitCode, await output, await error);
    }

    /// <summary>Fails with what was found, where anything was.</summary>
    public void FindsNothing() => Assert.True(ExitCode == 0, Output + Error);
}
