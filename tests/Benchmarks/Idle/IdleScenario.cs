using System.Globalization;
using Trainyard.Benchmarks.Sagas;
using Trainyard.Cli.Yards;
using Trainyard.Persistence;

namespace Trainyard.Benchmarks.Idle;

/// <summary>
/// What processes take that have nothing to do, in percent of a core: <c>trainyard up</c>, and each service over
/// RabbitMQ. They run at once, measured over the same minute, from when they count as quiet.
/// </summary>
internal static class IdleScenario
{
    private const double Target = 0.3;

    /// <summary>What is compiled late, and what follows a start, is over by then.</summary>
    private static readonly TimeSpan Settling = StoreActivity.BusyFor + TimeSpan.FromSeconds(30);

    public static Scenario Scenario { get; } = new(
        "idle",
        "`trainyard up` and each service over RabbitMQ with nothing to do; percent of a core; [SECONDS]",
        Run);

    private static async Task<bool> Run(IReadOnlyList<string> arguments)
    {
        var whole = TimeSpan.FromSeconds(
            arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 60);
        await using var host = await BrokerOfBenchmarks.NewHost("idle");
        if (host is null)
            return false;
        var folder = Directory.CreateTempSubdirectory("idle-").FullName;
        var processes = new List<QuietProcess>();
        try
        {
            processes.Add(QuietProcess.Start("up", "trainyard.dll", "up", "--data", Path.Combine(folder, "up")));
            foreach (var service in AllServices.Manifest)
            {
                processes.Add(QuietProcess.Start(
                    service.Name, $"Trainyard.{service.Name}.dll", "--Bus:Transport=RabbitMq", $"--Bus:Uri={host.Uri}",
                    $"--Data:Folder={Path.Combine(folder, "services")}"));
            }

            foreach (var process in processes)
                await process.Ready();
            await Task.Delay(Settling, TimeProvider.System);
            return await Measure(processes, whole);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(List<QuietProcess> processes, TimeSpan whole)
    {
        var before = processes.ConvertAll(process => process.CpuTime);
        var start = TimeProvider.System.GetTimestamp();
        await Task.Delay(whole, TimeProvider.System);
        var passed = TimeProvider.System.GetElapsedTime(start);
        var highest = 0.0;
        foreach (var (number, process) in processes.Index())
        {
            var share = 100 * ((process.CpuTime - before[number]) / passed);
            Console.WriteLine($"  {process.Name,-14} {share:F2} % of a core");
            highest = Math.Max(highest, share);
        }

        Console.WriteLine($"idle: at most {highest:F2} % of a core, target {Target:0.##}");
        return highest <= Target;
    }
}
