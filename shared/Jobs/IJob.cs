using Trainyard.Contracts;

namespace Trainyard.Jobs;

/// <summary>
/// Work that a command asks for. The command is stored and acknowledged first; a worker claims it with a lease, runs
/// this, and publishes the reply only if it still holds the lease.
/// </summary>
/// <typeparam name="TCommand">The command.</typeparam>
public interface IJob<in TCommand>
    where TCommand : class
{
    /// <summary>Does the work and gives the reply to publish. Bad data is a reply; an exception is an outage or a
    /// bug, and is tried again. May run twice: its effects must be idempotent.</summary>
    Task<IMessage> Run(TCommand command, JobContext job, CancellationToken cancellation);
}
