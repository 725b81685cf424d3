using System.Text.Json;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;

namespace Trainyard.Jobs;

/// <summary>Commands that a service gives itself, see
/// <see cref="JobRegistration.OwnJob{TCommand,TJob}"/>.</summary>
/// <typeparam name="TCommand">The command.</typeparam>
public interface IOwnJobs<TCommand>
    where TCommand : class
{
    /// <summary>Stores the command, which a worker of the service takes up. A repeat changes nothing.</summary>
    Task Store(TCommand command, CancellationToken cancellation);

    /// <summary>The command with this key, and how far it is; null when none was stored.</summary>
    Task<OwnJob<TCommand>?> Find(string key, CancellationToken cancellation);

    /// <summary>Commands that are not done, at most so many.</summary>
    Task<IReadOnlyList<OwnJob<TCommand>>> UnderWay(int most, CancellationToken cancellation);

    /// <summary>Commands that were given up, those that came last first, at most so many.</summary>
    Task<IReadOnlyList<OwnJob<TCommand>>> GivenUp(int most, CancellationToken cancellation);

    /// <summary>The commands of a run, and how far they are.</summary>
    Task<IReadOnlyList<OwnJob<TCommand>>> OfRun(Guid runId, CancellationToken cancellation);
}

/// <summary>A command and how far it is.</summary>
/// <param name="Command">The command.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempt">Attempts so far.</param>
/// <param name="Failure">Why it is given up, or why the last attempt failed while it is under way; null where neither
/// is so.</param>
public sealed record OwnJob<TCommand>(TCommand Command, OwnJobState State, int Attempt, string? Failure);

/// <summary>How far a command is.</summary>
public enum OwnJobState
{
    /// <summary>It waits, or is being worked on.</summary>
    UnderWay,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It is given up, after all attempts.</summary>
    GivenUp,
}

/// <inheritdoc/>
internal sealed class OwnJobs<TCommand>(JobStore<TCommand> store, JobSignal<TCommand> signal) : IOwnJobs<TCommand>
    where TCommand : class
{
    public async Task Store(TCommand command, CancellationToken cancellation)
    {
        await store.Accept(command, messageId: null, cancellation);
        signal.Ring();
    }

    public async Task<OwnJob<TCommand>?> Find(string key, CancellationToken cancellation) =>
        await store.Find(key, cancellation) is { } job ? Describe(job) : null;

    public async Task<IReadOnlyList<OwnJob<TCommand>>> UnderWay(int most, CancellationToken cancellation) =>
        [.. (await store.Open(most, cancellation)).Select(Describe)];

    public async Task<IReadOnlyList<OwnJob<TCommand>>> GivenUp(int most, CancellationToken cancellation) =>
        [.. (await store.GivenUp(most, cancellation)).Select(Describe)];

    public async Task<IReadOnlyList<OwnJob<TCommand>>> OfRun(Guid runId, CancellationToken cancellation) =>
        [.. (await store.OfRun(runId, cancellation)).Select(job => Describe(job.Document))];

    private static OwnJob<TCommand> Describe(JobDocument job) => new(
        job.Command.Deserialize<TCommand>(JobJson.Options)!, StateOf(job), job.Attempt,
        StateOf(job) == OwnJobState.UnderWay ? job.Setback : job.Failure);

    private static OwnJobState StateOf(JobDocument job) => job switch
    {
        { State: JobState.Waiting or JobState.Running } => OwnJobState.UnderWay,
        { State: JobState.Done, Failure: null } => OwnJobState.Done,
        { State: JobState.Done } => OwnJobState.GivenUp,
        _ => throw new InvalidOperationException($"No run stops {job.Id}, and yet it is {job.State}."),
    };
}
