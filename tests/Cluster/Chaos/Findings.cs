namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>Writes what is wrong below the table, the first few of each kind.</summary>
internal sealed class Findings(ChaosRun chaos)
{
    private const int Most = 10;

    /// <summary>How many there are.</summary>
    public int Of(string kind, IReadOnlyList<string> found)
    {
        foreach (var one in found.Take(Most)) chaos.Say($"  {kind}: {one}");
        if (found.Count > Most) chaos.Say($"  {kind}: and {found.Count - Most} more");
        return found.Count;
    }

    /// <summary>What the doctor finds, and its words for the closing line.</summary>
    public (string Words, bool IsClean) Of(Doctor doctor)
    {
        if (doctor.ExitCode == 0) return ("doctor clean", true);
        var found = doctor.Output.Length > 0 ? doctor.Words : [];
        Of("doctor", found.Count > 0 ? found : [doctor.Error]);
        return ($"doctor {found.Count} findings", false);
    }
}
