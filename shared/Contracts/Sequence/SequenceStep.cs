namespace Trainyard.Contracts;

/// <summary>One step of the sequence.</summary>
public sealed class SequenceStep
{
    private readonly Func<IRunMessage, string> _detail;

    private SequenceStep(Step step, string role, string label, Func<IRunMessage, string> detail)
    {
        (Step, Asker, Worker, Label, _detail) = (step, role, role, label, detail);
        Key = step.ToString().ToLowerInvariant();
    }

    /// <summary>The step.</summary>
    public Step Step { get; }

    /// <summary>Its name in pipeline files: <c>fetch</c>.</summary>
    public string Key { get; }

    /// <summary>What people are told that it does, unless their pipeline file calls it otherwise.</summary>
    public string Label { get; }

    /// <summary>The part of the sequence that sends the command, see <see cref="Role"/>.</summary>
    public string Asker { get; private init; }

    /// <summary>The part of the sequence that does the work and owns it, see <see cref="Role"/>.</summary>
    public string Worker { get; private init; }

    /// <summary>The service that does the work, as <see cref="WorkDone.Service"/> names it.</summary>
    public string Service { get; private init; } = "pipeline";

    /// <summary>The command; null for what the saga does itself.</summary>
    public Type? Command { get; private init; }

    /// <summary>The reply when all goes well; null for what the saga does itself.</summary>
    public Type? Reply { get; private init; }

    /// <summary>The reply that says no; null where the worker can't refuse.</summary>
    public Type? Refusal { get; private init; }

    /// <summary>What the worker says where it is not the reply itself: another service holds it against its own
    /// records, and says the reply. Null otherwise.</summary>
    public Type? Said { get; private init; }

    /// <summary>How long the work may take from its first claim on, retries included, unless a setting says otherwise;
    /// zero for what the saga does itself. How long it may wait for that claim is no matter of the step.</summary>
    public TimeSpan Deadline { get; private init; }

    /// <summary>Whether the deadline counts from the command on: what a run can do without is not waited for.</summary>
    public bool CountsFromCommand { get; private init; }

    /// <summary>Whether there is a command and a reply, and so something to wait for.</summary>
    public bool IsSent => Command is not null;

    /// <summary>A step that a service does on command.</summary>
    internal static SequenceStep Of<TCommand, TReply>(
        Step step, string service, string asker, string worker, string label, TimeSpan deadline,
        Func<TReply, string> detail, Type? refusal = null, Type? said = null, bool countsFromCommand = false)
        where TCommand : class, IRunCommand
        where TReply : class, IRunMessage =>
        new(step, worker, label, reply => reply is TReply known ? detail(known) : "")
        {
            Service = service, Asker = asker, Command = typeof(TCommand), Reply = typeof(TReply), Deadline = deadline,
            Refusal = refusal, Said = said, CountsFromCommand = countsFromCommand,
        };

    /// <summary>A step that the saga does itself.</summary>
    internal static SequenceStep Inside(Step step, string role, string label) => new(step, role, label, _ => "");

    /// <summary>The figure of a reply that says most about how the step went; empty for any other message.</summary>
    public string Detail(IRunMessage reply) => _detail(reply);
}
