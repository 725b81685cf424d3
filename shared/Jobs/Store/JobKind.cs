using Trainyard.Contracts;

namespace Trainyard.Jobs.Store;

/// <summary>One kind of job: the step it does, and how a command becomes an id, so that a repeated command is the same
/// job.</summary>
/// <param name="Step">The step of a run, if it is one.</param>
/// <param name="Key">What tells two commands apart.</param>
/// <param name="Service">The service that does it.</param>
/// <param name="IsOwn">Whether the service gives itself the command: then nobody waits for a reply, and no run stops
/// it.</param>
internal sealed record JobKind<TCommand>(Step? Step, Func<TCommand, string> Key, string Service, bool IsOwn = false)
    where TCommand : class, IRunMessage
{
    public string Name { get; } = typeof(TCommand).Name;

    public string IdOf(TCommand command) => $"{Name}/{Key(command)}";
}
