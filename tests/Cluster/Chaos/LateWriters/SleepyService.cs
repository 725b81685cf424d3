using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs;
using Trainyard.Training;

namespace Trainyard.Cluster.Tests.Chaos.LateWriters;

/// <summary>
/// The Training service, which falls asleep with its work done and its reply not yet stored. It stores it when it has
/// been stopped for a while and goes on, whatever it is told meanwhile.
/// </summary>
internal static class SleepyService
{
    /// <summary>Attempts at each job that fall asleep.</summary>
    public const int LateAttempts = 2;

    /// <summary>How long it must have been stopped. A machine that is merely busy stops no process for so
    /// long.</summary>
    public static readonly TimeSpan Sleep = TimeSpan.FromSeconds(3);

    /// <summary>What it says when a reply is ready to be late.</summary>
    public const string IsReady = "A reply is ready to be late";

    public static async Task<int> Run(string[] arguments)
    {
        var yard = new YardBuilder(arguments).Add(new TrainingService());
        var job = yard.Services.Single(service => service.ServiceType == typeof(IJob<TrainModel>));
        yard.Services.Remove(job);
        yard.Services.AddScoped<IJob<TrainModel>>(provider => new SleepyJob(
            (IJob<TrainModel>)ActivatorUtilities.CreateInstance(provider, job.ImplementationType!)));
        return await YardBuilder.Run(yard.Build());
    }

    private sealed class SleepyJob(IJob<TrainModel> inner) : IJob<TrainModel>
    {
        private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

        public async Task<IMessage> Run(TrainModel command, JobContext job, CancellationToken cancellation)
        {
            var reply = await inner.Run(command, job, cancellation);
            if (job.Attempt > LateAttempts) return reply;

            Console.WriteLine($"{IsReady}: {command.RunId}");
            TimeSpan slept;
            do
            {
                var before = Stopwatch.GetTimestamp();
                await Task.Delay(Tick, TimeProvider.System, CancellationToken.None);
                slept = Stopwatch.GetElapsedTime(before);
            }
            while (slept < Sleep);

            return reply;
        }
    }
}
