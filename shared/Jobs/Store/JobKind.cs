using Trainyard.Contracts;

namespace Trainyard.Jobs.Store;

/// <summary>One kind of job: how a command becomes a key, so that a repeated command is the same job, and what run it
/// belongs to, if any.</summary>
/// <param name="Key">What tells two commands apart.</param>
/// <param name="By">Who does it.</param>
internal sealed record JobKind<TCommand>(Func<TCommand, string> Key, Performer By)
    where TCommand : class
{
    public string Name { get; } = typeof(TCommand).Name;

    /// <summary>The step of a run that it is; null for work that is none. A step may also be asked for outside of a
    /// run.</summary>
    public Step? Step { get; init; }

    /// <summary>The run that a command belongs to: what stops the run stops the job. None by default.</summary>
    public Func<TCommand, Guid?> Run { get; init; } = _ => null;

    /// <summary>Whose turn a command takes, see <see cref="ICommand.Flow"/>. All are in one flow by default.</summary>
    public Func<TCommand, string> Flow { get; init; } = _ => "";

    /// <summary>Whether the service gives itself the command: then nobody waits for a reply, and no run stops
    /// it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether it works on whole tables, and takes a part of the memory of its process.</summary>
    public bool IsHeavy { get; init; }

    public string IdOf(TCommand command) => IdOf(Key(command));

    public string IdOf(string key) => $"{Name}/{key}";

    public string KeyOf(JobDocument job) => job.Id[(Name.Length + 1)..];

    /// <summary>The step of a run that a job is; null where it is none, or belongs to no run.</summary>
    public Step? StepOf(JobDocument job) => job.RunId is null ? null : Step;

    /// <summary>What whoever asked is told when the job can't be done; null for work that the service gave itself,
    /// which looks it up.</summary>
    public IMessage? Fault(JobDocument job, string reason, WorkDone work)
    {
        if (IsOwn)
            return null;
        return StepOf(job) is { } step
            ? new StepFaulted { RunId = job.RunId!.Value, Step = step, Reason = reason, Work = work }
            : new JobFaulted { Kind = Name, Key = KeyOf(job), RunId = job.RunId, Reason = reason, Work = work };
    }
}
