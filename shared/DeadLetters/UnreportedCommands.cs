using Trainyard.Contracts;
using MassTransit;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Bus.DeadLetters;

namespace Trainyard.DeadLetters;

/// <summary>Tells whoever asked that a command is dead, where nobody else does: no <c>Fault&lt;T&gt;</c> is published
/// of a command that killed its reader, or that nobody could read. A run would wait for its deadline, and who asked for
/// a move of an alias for ever.</summary>
internal sealed class UnreportedCommands(IBus bus)
{
    /// <summary>Whether somebody was told; false when there is nothing to tell. A repeat is one message.</summary>
    public async Task<bool> Tell(
        DeadLetter letter, DeadMessage message, DeadBody body, CancellationToken cancellation)
    {
        var isReported = message.FaultOf is not null
            || message.Cause is not (DeathCause.GivenUp or DeathCause.Failed);
        if (isReported || FaultOf(letter, body) is not { } fault)
            return false;

        // A run waits for its steps; whether anybody waits for other work is not known.
        await bus.PublishInTime(fault, MessageIdOf(letter), mandatory: fault is StepFaulted, cancellation);
        return true;
    }

    private static IMessage? FaultOf(DeadLetter letter, DeadBody body) => body switch
    {
        { Contract: { } contract, RunId: { } run } when Sequence.OfCommand(contract) is { } step =>
            StepFaulted.Lost(step, run, letter.Explanation, worker: null, letter.DiedAt),
        { Contract: { } contract, CommandKey: { } key } =>
            JobFaulted.Lost(contract.Name, key, body.RunId, letter.Explanation, worker: null, letter.DiedAt),
        _ => null,
    };

    private static Guid MessageIdOf(DeadLetter letter) => Guid.ParseExact("dead" + letter.Id.PadLeft(28, '0'), "N");
}
