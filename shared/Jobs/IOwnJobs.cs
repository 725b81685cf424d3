using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;

namespace Trainyard.Jobs;

/// <summary>Commands that a service gives itself, see <see cref="JobRegistration.OwnJob"/>.</summary>
/// <typeparam name="TCommand">The command.</typeparam>
public interface IOwnJobs<TCommand>
    where TCommand : class, IRunMessage
{
    /// <summary>Stores the command, which a worker of the service takes up. A repeat changes nothing.</summary>
    Task Store(TCommand command, CancellationToken cancellation);

    /// <summary>The commands of a run, and how far they are.</summary>
    Task<IReadOnlyList<OwnJob<TCommand>>> OfRun(Guid runId, CancellationToken cancellation);
}

/// <summary>A command and how far it is.</summary>
/// <param name="Command">The command.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempt">Attempts so far.</param>
public sealed record OwnJob<TCommand>(TCommand Command, OwnJobState State, int Attempt);

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
    where TCommand : class, IRunMessage
{
    public async Task Store(TCommand command, CancellationToken cancellation)
    {
        await store.Accept(command, messageId: null, cancellation);
        signal.Ring();
    }

    public async Task<IReadOnlyList<OwnJob<TCommand>>> OfRun(Guid runId, CancellationToken cancellation) =>
    [
        .. (await store.OfRun(runId, cancellation)).Select(job => new OwnJob<TCommand>(
            job.Document.Command.Deserialize<TCommand>(JobJson.Options)!, StateOf(job.Document), job.Document.Attempt)),
    ];

    private static OwnJobState StateOf(JobDocument job) => job switch
    {
        { State: JobState.Done, Reply: not null } => OwnJobState.Done,
        { State: JobState.Done or JobState.Cancelled } => OwnJobState.GivenUp,
        _ => OwnJobState.UnderWay,
    };
}
