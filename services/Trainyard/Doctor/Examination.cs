using Microsoft.Extensions.DependencyInjection;
using Trainyard.Hosting.Checkups;

namespace Trainyard.Cli.Doctor;

/// <summary>Asks every checkup of every service what breaks a promise.</summary>
internal static class Examination
{
    public static async Task<Diagnosis> Of(IServiceProvider services, bool isDeep, CancellationToken cancellation)
    {
        var (findings, unreadable) = (new List<Found>(), new Dictionary<string, string>(StringComparer.Ordinal));
        var checkups = services.GetServices<ServiceCheckup>().Where(checkup => isDeep || !checkup.IsDeep).ToList();
        foreach (var checkup in checkups)
        {
            try
            {
                await foreach (var breach in checkup.Create(services).Look(cancellation))
                    findings.Add(new Found(checkup.Service, breach));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Whatever a store throws: what can't be looked at is said, and the others are looked at.
                unreadable.TryAdd(checkup.Service, failure.Message);
            }
        }

        return new Diagnosis([.. checkups.Select(checkup => checkup.Service).Distinct()], findings, unreadable);
    }
}

/// <summary>What was found.</summary>
/// <param name="LookedAt">The services, and what they share, whose promises were looked at.</param>
/// <param name="Findings">What breaks a promise.</param>
/// <param name="Unreadable">What could not be read, and why.</param>
internal sealed record Diagnosis(
    IReadOnlyList<string> LookedAt, IReadOnlyList<Found> Findings, IReadOnlyDictionary<string, string> Unreadable)
{
    public int ExitCode => Unreadable.Count > 0 ? ExitCodes.Faulted
        : Findings.Count > 0 ? ExitCodes.Rejected
        : ExitCodes.Succeeded;
}

/// <summary>A breach, and whose promise it breaks.</summary>
internal sealed record Found(string Service, Persistence.Checkups.Breach Breach);
