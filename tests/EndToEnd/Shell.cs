using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Trainyard.EndToEnd.Tests;

/// <summary>
/// The <c>trainyard</c> command in a process of its own, in an empty folder, as a person would call it.
/// </summary>
internal sealed class Shell : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    /// <summary>The folder of the samples.</summary>
    public static string Samples { get; } = Path.Combine(Root(), "shared", "samples");

    public string Folder { get; } = Directory.CreateTempSubdirectory("shell-").FullName;

    /// <summary>Variables of the environment, for secrets.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public static string Sample(string name) => Path.Combine(Samples, name, "pipeline.yaml");

    /// <summary>Writes a file into the folder; gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs the command to its end.</summary>
    public async Task<Sent> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Timeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        // What a test expects to be nothing is cut short where it says what came instead.
        if (await error is { Length: > 0 } complaints)
            TestContext.Current.TestOutputHelper?.WriteLine(complaints);
        return new Sent(process.ExitCode, await output, await error);
    }

    /// <summary>Starts the command; the caller ends it.</summary>
    public Process Start(params string[] arguments) => Start("dotnet", Command(arguments));

    /// <summary>Starts the command as a terminal does. What a script starts in the background is told to ignore signals
    /// that come from the keyboard, and so is all that it starts: these tests, where they are run so.</summary>
    public Process StartWithSignals(params string[] arguments) =>
        Start("env", ["--default-signal=INT,QUIT", "dotnet", .. Command(arguments)]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string[] Command(string[] arguments) =>
        [Path.Combine(AppContext.BaseDirectory, "trainyard.dll"), .. arguments];

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Microservices.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not inside the repository.");
        return folder;
    }
}

/// <summary>What the command said.</summary>
internal sealed record Sent(int ExitCode, string Output, string Error)
{
    /// <summary>The output as JSON, for calls with <c>--json</c>.</summary>
    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>The messages of the run's record, in order.</summary>
    public IReadOnlyList<string> Record => [.. Json["record"]!.AsArray().Select(entry => (string)entry!["message"]!)];
}
