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

/// <summary>Work whose effect may be there although the attempt that had it did not live to say so. Before such a job
/// is given up it is asked, so that nobody is told that it failed while its effect stays.</summary>
/// <typeparam name="TCommand">The command.</typeparam>
public interface IJobWithEffect<in TCommand>
    where TCommand : class
{
    /// <summary>The reply where the effect is there, else null.</summary>
    Task<IMessage?> Effect(TCommand command, JobContext job, CancellationToken cancellation);
}
