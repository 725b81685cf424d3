using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests;

/// <summary>What <c>trainyard doctor</c> says of the stores and queues that settings name.</summary>
internal sealed record Doctor(int ExitCode, string Output, string Error)
{
    /// <summary>The findings, as kind and id.</summary>
    public IReadOnlyList<(string Kind, string Id)> Findings =>
    [
        .. JsonNode.Parse(Output)!["findings"]!.AsArray()
            .Select(finding => ((string)finding!["kind"]!, (string)finding["id"]!)),
    ];

    /// <summary>The findings, as a person reads them.</summary>
    public IReadOnlyList<string> Words =>
    [
        .. JsonNode.Parse(Output)!["findings"]!.AsArray()
            .Select(finding => $"{finding!["kind"]} {finding["id"]}: {finding["what"]}"),
    ];

    /// <summary>Runs the command on its settings; a setting that is there twice has its last value.</summary>
    public static async Task<Doctor> Examine(IEnumerable<string> settings)
    {
        var said = await Command.Run(
            ["doctor", "--deep", "--json", .. settings.SelectMany(setting => new[] { "--setting", setting })]);
        return new Doctor(said.ExitCode, said.Output, said.Error);
    }

    /// <summary>Fails with what was found, where anything was.</summary>
    public void FindsNothing() => Assert.True(ExitCode == 0, Output + Error);
}
