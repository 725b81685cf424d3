using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Trainyard.Artifacts.Tests;

/// <summary>This test program once more, writing half a blob and then waiting to be killed.</summary>
internal sealed class OtherProcess : IDisposable
{
    private const string Variable = "TRAINYARD_TEST_HALF_WRITER";

    private readonly Process process;

    private OtherProcess(Process process, string pendingFile)
    {
        this.process = process;
        PendingFile = pendingFile;
    }

    public string PendingFile { get; }

    public static async Task<OtherProcess> StartWriting(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { [Variable] = folder },
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(OtherProcess).Assembly.Location);
        var process = Process.Start(start)!;
        var pending = await process.StandardOutput.ReadLineAsync();
        return new OtherProcess(process, Assert.IsType<string>(pending));
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    // Before Main, so that the same program serves as the other process.
    [ModuleInitializer]
    internal static void BeTheOtherProcess()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder)
            return;
        var store = new FolderArtifactStore(new ArtifactSettings { Folder = folder });
        var pending = store.Create("text/plain", "half/1");
        using var file = new FileStream(pending.Path, FileMode.CreateNew);
        file.Write("half of a blob"u8);
        file.Flush(flushToDisk: true);
        Console.Out.WriteLine(pending.Path);
        Console.Out.Flush();
        // The end of standard input comes when the parent is gone, so that a failed test leaves nothing behind.
        _ = Console.In.ReadToEnd();
        Environment.Exit(1);
    }
}
