using Trainyard.Contracts;
using Trainyard.Hosting.Bus.DeadLetters;

namespace Trainyard.DeadLetters;

/// <summary>Why a message died, in a sentence for a person: no stack trace, no type names where words do.</summary>
internal static class Explanation
{
    private const int Longest = 500;

    public static string Of(DeadMessage message, DeadBody body) => message.Cause switch
    {
        DeathCause.Failed when message.FaultOf is null => $"Its body can't be read: {Unreadable(message, body)}.",
        DeathCause.Failed => $"Handling it failed{Times(message.Tries)}: {Words(message)}",
        DeathCause.Unknown when body.MessageType is { } type => $"Nobody on this queue knows messages of type {type}.",
        DeathCause.Unknown => "Nobody on this queue knows its type: the body names none.",
        DeathCause.GivenUp => "It was delivered as often as the queue allows and never acknowledged: whatever handled "
            + "it died, or lost its connection, each time.",
        _ => "It expired, or somebody put it into the queue of dead letters.",
    };

    private static string Unreadable(DeadMessage message, DeadBody body) =>
        body.Problem ?? $"it is JSON, but not the message that it should be ({Words(message).TrimEnd('.')})";

    private static string Times(int? tries) => tries is > 1 ? $" {tries} times" : "";

    private static string Words(DeadMessage message)
    {
        var text = message.ExceptionMessage?.ReplaceLineEndings("\n").Split('\n')[0].Trim();
        if (string.IsNullOrEmpty(text))
            text = message.ExceptionType ?? "nothing is known of it.";
        return ShortText.Of(ShortText.Whole(text), Longest);
    }
}
