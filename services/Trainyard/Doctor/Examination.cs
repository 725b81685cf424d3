using Microsoft.Extensions.DependencyInjection;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence.Documents;

namespace Trainyard.Cli.Doctor;

/// <summary>Asks every check of every service what breaks a promise.</summary>
internal static class Examination
{
    public static async Task<Diagnosis> Of(IServiceProvider services, bool isDeep, CancellationToken cancellation)
    {
        var (findings, unreadable) = (new List<Found>(), new Dictionary<string, string>(StringComparer.Ordinal));
        var checks = services.GetServices<ServiceConsistencyCheck>().Where(check => isDeep || !check.IsDeep).ToList();
        foreach (var check in checks)
        {
            try
            {
                await foreach (var violation in check.Create(services).Look(cancellation))
                    findings.Add(new Found(check.Service, violation));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Whatever a store throws: what can't be looked at is said, and the others are looked at. A check of
                // one service may ask another, whose store it is then that can't be read.
                unreadable.TryAdd(StoreOf(failure) ?? check.Service, failure.Message);
            }
        }

        return new Diagnosis(
            [.. checks.Select(check => check.Service).Distinct()], findings, unreadable,
            await Told<WaitingWork, string>(services, unreadable, ask => ask(cancellation)),
            await Told<GivenUpWork, GivenUp>(services, unreadable, ask => ask(cancellation)));
    }

    /// <summary>The owner of the store that failed; its file has the same name.</summary>
    private static string? StoreOf(Exception failure) =>
        FailedDatabase.Of(failure) is { } file ? Path.GetFileNameWithoutExtension(file) : null;

    private static async Task<IReadOnlyList<T>> Told<TQuestion, T>(
        IServiceProvider services, Dictionary<string, string> unreadable,
        Func<TQuestion, Task<IReadOnlyList<T>>> answer)
    {
        var told = new List<T>();
        foreach (var question in services.GetServices<TQuestion>())
        {
            try
            {
                told.AddRange(await answer(question));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                unreadable.TryAdd(StoreOf(failure) ?? "what is still to be done", failure.Message);
            }
        }

        return told;
    }
}

/// <summary>What was found.</summary>
/// <param name="LookedAt">The services, and what they share, whose promises were looked at.</param>
/// <param name="Findings">What breaks a promise.</param>
/// <param name="Unreadable">What could not be read, and why.</param>
/// <param name="Waiting">What is still to be done for somebody outside: no promise is broken by it.</param>
/// <param name="GivenUp">What was to be done for somebody outside, and is not any more. No command mends it, so that it
/// is told, and no finding.</param>
internal sealed record Diagnosis(
    IReadOnlyList<string> LookedAt, IReadOnlyList<Found> Findings, IReadOnlyDictionary<string, string> Unreadable,
    IReadOnlyList<string> Waiting, IReadOnlyList<GivenUp> GivenUp)
{
    public int ExitCode => Unreadable.Count > 0 ? ExitCodes.Faulted
        : Findings.Count > 0 ? ExitCodes.Rejected
        : ExitCodes.Succeeded;
}

/// <summary>A violation, and whose promise it breaks.</summary>
internal sealed record Found(string Service, Persistence.ConsistencyChecks.Violation Violation);
