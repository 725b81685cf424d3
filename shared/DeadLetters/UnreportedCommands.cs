using Trainyard.Contracts;
using MassTransit;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Bus.DeadLetters;

namespace Trainyard.DeadLetters;

/// <summary>Tells a run that a command of its is dead, where nobody else does: no <c>Fault&lt;T&gt;</c> is published of
/// a command that killed its reader, or that nobody could read. The run would wait for its deadline.</summary>
internal sealed class UnreportedCommands(IBus bus)
{
    /// <summary>Whether the run was told; false when there is nothing to tell. A repeat is one message.</summary>
    public async Task<bool> Tell(
        DeadLetter letter, DeadMessage message, DeadBody body, CancellationToken cancellation)
    {
        var isUnheard = message.FaultOf is null && message.Cause is DeathCause.GivenUp or DeathCause.Failed;
        if (!isUnheard || body is not { Contract: { } contract, RunId: { } run })
            return false;
        if (Sequence.OfCommand(contract) is not { } step)
            return false;
        var told = StepFaulted.Lost(step, run, letter.Explanation, worker: null, letter.DiedAt);

        await bus.PublishInTime(told, MessageIdOf(letter), mandatory: true, cancellation);
        return true;
    }

    private static Guid MessageIdOf(DeadLetter letter) => Guid.ParseExact("dead" + letter.Id.PadLeft(28, '0'), "N");
}
