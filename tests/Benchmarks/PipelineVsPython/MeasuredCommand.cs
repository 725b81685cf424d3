using System.Diagnostics;
using System.Text.Json;

namespace Trainyard.Benchmarks.PipelineVsPython;

/// <summary>What a command took, and what it printed before that.</summary>
/// <param name="Cpu">Processor seconds.</param>
/// <param name="Megabytes">The most memory that it held at once, MiB.</param>
/// <param name="Output">Its standard output.</param>
internal sealed record MeasuredCommand(double Cpu, double Megabytes, string Output)
{
    /// <summary>Debian's, which its packages are for.</summary>
    public const string Python = "/usr/bin/python3";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "PipelineVsPython");

    /// <summary>Runs it and waits.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static MeasuredCommand Run(string workingFolder, params IEnumerable<string> command)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Python, [Path.Combine(Folder, "measure.py"), .. command])
            {
                WorkingDirectory = workingFolder,
                RedirectStandardOutput = true,
                // Threads that wait for work sleep, in all of them: on a busy machine spinning would be most of it.
                Environment = { ["OMP_WAIT_POLICY"] = "passive" },
            })!;
        var output = process.StandardOutput.ReadToEnd().TrimEnd();
        process.WaitForExit();
        var end = output.LastIndexOf('\n');
        var used = JsonSerializer.Deserialize<JsonElement>(output[(end + 1)..]);
        return used.GetProperty("code").GetInt32() == 0
            ? new(used.GetProperty("cpu").GetDouble(), used.GetProperty("megabytes").GetDouble(), output[..end])
            : throw new InvalidOperationException($"{string.Join(' ', command)} failed: {output}");
    }
}
