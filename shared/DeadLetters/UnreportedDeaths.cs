using MassTransit;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Bus.DeadLetters;

namespace Trainyard.DeadLetters;

/// <summary>
/// Tells whoever waits that what they wait for is dead, where nobody else does. No <c>Fault&lt;T&gt;</c> is published
/// of a command that killed its reader, or that nobody could read, and nobody listens for that of a reply or a request:
/// a run would wait for its deadline, and who asked for a run or for a move of an alias for ever. It is news only where
/// it died in the queue of whoever needs it: what else subscribes to it has a copy of its own, which may die too.
/// </summary>
internal sealed class UnreportedDeaths(IBus bus)
{
    /// <summary>Where requests for runs come in: one that can't be read is known by that alone.</summary>
    private const string Requests = "train-requests";

    /// <summary>Where replies come in, and what Serving says of a deployment.</summary>
    private const string Runs = "training-runs", Deployments = "follow-deployments";

    /// <summary>Whether somebody was told; false when there is nothing to tell. A repeat is one message.</summary>
    public async Task<bool> Tell(
        DeadLetter letter, DeadMessage message, DeadBody body, CancellationToken cancellation)
    {
        // What nobody on its queue knows, and what somebody put here, is no news for anybody.
        if (message.Cause is not (DeathCause.GivenUp or DeathCause.Failed)
            || NewsOf(letter, message, body) is not { } news)
            return false;

        // A run waits for its steps; whether anybody waits for other work is not known.
        await bus.PublishInTime(
            news, MessageIdOf(letter), mandatory: news is StepFaulted or RequestLost, cancellation);
        return true;
    }

    private static IMessage? NewsOf(DeadLetter letter, DeadMessage message, DeadBody body)
    {
        if (letter.Queue == Requests && (body.Contract is null || body.Contract == typeof(TrainRequested)))
            return RequestOf(letter, message, body);
        if (body.Contract is not { } contract || letter.Queue != QueueOf(contract))
            return null;
        // That a command could not be handled is published by whoever failed at it.
        if (contract.IsAssignableTo(typeof(ICommand)))
            return message.FaultOf is null ? CommandOf(letter, body, contract) : null;
        var reason =
            $"Its reply {body.MessageType} is dead letter {letter.Id}, in {letter.Queue}. {letter.Explanation}";
        return body switch
        {
            { RunId: { } run, Step: { } step } =>
                StepFaulted.Lost(Sequence.Of(step), run, reason, worker: null, letter.DiedAt),
            // A move outside of a run, which Registry would ask for again and again.
            { Deployment: { } deployment } => JobFaulted.Lost(
                nameof(DeployModel), $"{deployment}", runId: null,
                $"{reason} Serving may answer with it all the same: retry the dead letter to settle that.",
                worker: null, letter.DiedAt),
            _ => null,
        };
    }

    /// <summary>The queue of whoever a message is for.</summary>
    private static string QueueOf(Type contract) =>
        contract == typeof(ModelServed) ? Deployments
        : contract.IsAssignableTo(typeof(ICommand)) && contract != typeof(StartRun)
            ? KebabCaseEndpointNameFormatter.Instance.SanitizeName(contract.Name)
        : Runs;

    private static IMessage? CommandOf(DeadLetter letter, DeadBody body, Type contract) => body switch
    {
        { RunId: { } run } when Sequence.OfCommand(contract) is { } step =>
            StepFaulted.Lost(step, run, letter.Explanation, worker: null, letter.DiedAt),
        { CommandKey: { } key } =>
            JobFaulted.Lost(contract.Name, key, body.RunId, letter.Explanation, worker: null, letter.DiedAt),
        _ => null,
    };

    private static RequestLost? RequestOf(DeadLetter letter, DeadMessage message, DeadBody body) =>
        (body.RunId ?? IdOf(body.MessageId ?? message.MessageId)) is { } run
            ? new RequestLost
            {
                RunId = run, DeadLetter = letter.Id, Reason = letter.Explanation, DiedAt = letter.DiedAt,
            }
            : null;

    private static Guid? IdOf(string? text) =>
        Guid.TryParse(text, out var id) && id != Guid.Empty ? id : null;

    private static Guid MessageIdOf(DeadLetter letter) => Guid.ParseExact("dead" + letter.Id.PadLeft(28, '0'), "N");
}
