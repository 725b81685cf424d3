namespace Trainyard.EndToEnd.Tests;

public sealed class When_the_process_is_killed
{
    [Fact]
    public async Task Should_end_the_run_as_if_nothing_had_happened_when_it_is_started_again()
    {
        using var shell = new Shell();
        var untouched =
            await shell.Run("run", Shell.Sample("flights"), "--json", "--data", "untouched", "--set",
                "train.iterations=150");

        using var up = await Up(shell);
        using var run = shell.Start("run", Shell.Sample("flights"), "--set", "train.iterations=150");
        await Until(shell, "Training");
        up.Kill();
        await up.WaitForExitAsync();

        // What came to a yard that is served is not gone on with by whoever passes, with all that they may.
        var refused = await shell.Run("run", Shell.Sample("flights"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("'trainyard up' served the data folder '.trainyard', and ", refused.Error);

        // Whoever waits for the run does not keep the folder from being served anew, and sees the end.
        using var again = await Up(shell);
        var error = run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.Equal((0, 1), (run.ExitCode, (await error).Split(" is gone; ").Length - 1));
        var runs = (await shell.Run("runs", "--json")).Json.AsArray();
        var shown = await shell.Run("show", (string)Assert.Single(runs)!["runId"]!, "--json");
        var doctor = await shell.Run("doctor", "--deep");
        again.Kill();
        Assert.True(doctor.ExitCode == 0, doctor.Output + doctor.Error);
        Assert.Equal(untouched.Json["metrics"]!.ToJsonString(), shown.Json["metrics"]!.ToJsonString());
        Assert.Equal((string?)untouched.Json["model"]!["sha256"], (string?)shown.Json["model"]!["sha256"]);
        Assert.Equal(1, (int?)shown.Json["version"]);
    }

    private static async Task<System.Diagnostics.Process> Up(Shell shell)
    {
        var up = shell.Start("up", "--urls", "http://127.0.0.1:0", "--setting", "Logging:Level=Error",
            "--setting", $"Ingestion:AllowedFolders:0={Shell.Samples}");
        var line = await up.StandardOutput.ReadLineAsync();
        Assert.StartsWith("Trainyard serves at http://127.0.0.1:", line, StringComparison.Ordinal);
        return up;
    }

    private static async Task Until(Shell shell, string state)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(2))
        {
            var runs = (await shell.Run("runs", "--json")).Json.AsArray();
            if (runs.Count > 0 && (string?)runs[0]!["state"] == state)
                return;
        }

        Assert.Fail($"No run came to {state}.");
    }
}
