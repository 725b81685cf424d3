using System.Text;
using System.Text.Json;
using MassTransit.Serialization;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;

namespace Trainyard.DeadLetters;

/// <summary>What can be told of a message from its bytes, which may be anything.</summary>
/// <param name="MessageType">The name of the message, from its envelope.</param>
/// <param name="Contract">The contract, when it is one of ours.</param>
/// <param name="MessageId">The id of the message, from its envelope.</param>
/// <param name="RunId">The run, when the body names one.</param>
/// <param name="Step">The step that it is the reply of, or a refusal, when a run waits for that.</param>
/// <param name="CommandKey">What tells the command apart, when it is one of ours and can be read.</param>
/// <param name="Deployment">The deployment that Serving says something of.</param>
/// <param name="Definition">What it names as the definition of its pipeline, whatever that is.</param>
/// <param name="Problem">Why the bytes are no JSON document; null when they are.</param>
internal sealed record DeadBody(
    string? MessageType, Type? Contract, string? MessageId, Guid? RunId, Step? Step, string? CommandKey,
    Guid? Deployment, JsonElement? Definition, string? Problem)
{
    private const string Urn = "urn:message:";
    private const string Ours = "Trainyard.Contracts:";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static DeadBody Read(byte[] body)
    {
        if (body.Length == 0)
            return Unreadable("it is empty");
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            // JSON can escape what is no text: one half of a surrogate pair, in a name or in a value that is read here.
            return Unreadable("it holds half a character (an escape such as \\ud800 without the other half)");
        }
        catch (JsonException problem)
        {
            var place = $"line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}";
            return Unreadable($"it is no JSON: {FirstSentence(problem.Message)} ({place})");
        }
    }

    /// <summary>The body as text; null when it is none.</summary>
    public static string? Text(byte[] body)
    {
        try
        {
            return Utf8.GetString(body) is var text && !text.Contains('\0', StringComparison.Ordinal) ? text : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static DeadBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Unreadable(problem: null);
        var type = Member(root, "messageType") is { ValueKind: JsonValueKind.Array } types && types.GetArrayLength() > 0
            && types[0].ValueKind == JsonValueKind.String
                ? types[0].GetString()!
                : null;
        var name = type?.StartsWith(Urn, StringComparison.Ordinal) == true ? type[Urn.Length..] : type;
        var isOurs = name?.StartsWith(Ours, StringComparison.Ordinal) == true;
        name = isOurs ? name![Ours.Length..] : name;
        var message = Member(root, "message") ?? root;
        var definition = message.ValueKind == JsonValueKind.Object ? Member(message, "definition")?.Clone() : null;
        var contract = isOurs ? ContractTypes.Find(name!) : null;
        return new(
            name, contract, Text(root, "messageId"), IdIn(message, "runId"), StepOf(message, contract),
            KeyOf(message, contract), contract == typeof(ModelServed) ? IdIn(message, "deploymentId") : null,
            definition, null);
    }

    private static DeadBody Unreadable(string? problem) => new(null, null, null, null, null, null, null, null, problem);

    /// <summary>What Monitoring says is an ending as well, which others hear too, and which the run gives itself soon:
    /// it is none of these. Nor is a fault, which may have died of what is made of it.</summary>
    private static Step? StepOf(JsonElement message, Type? contract)
    {
        if (contract is null || contract.IsAssignableTo(typeof(IRunEnding)))
            return null;
        if (Sequence.Steps.FirstOrDefault(step => step.Reply == contract || step.Said == contract) is { } replied)
            return replied.Step;
        return contract.IsAssignableTo(typeof(IStepRefusal)) && Text(message, "step") is { } name
            && Enum.TryParse<Step>(name, ignoreCase: true, out var step) && Sequence.Of(step).IsSent
                ? step
                : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && Member(element, name) is { ValueKind: JsonValueKind.String } text
            ? text.GetString()
            : null;

    private static string? KeyOf(JsonElement message, Type? contract)
    {
        if (contract?.IsAssignableTo(typeof(ICommand)) != true)
            return null;
        try
        {
            return ((ICommand?)message.Deserialize(contract, SystemTextJsonMessageSerializer.Options))?.Key;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException
            or NotSupportedException or ArgumentException or FormatException)
        {
            return null; // which may be why it is dead
        }
    }

    private static Guid? IdIn(JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object
        && Member(message, name) is { ValueKind: JsonValueKind.String } text
        && text.TryGetGuid(out var id) && id != Guid.Empty
            ? id
            : null;

    /// <summary>Names are not told apart by case, as where messages are read.</summary>
    private static JsonElement? Member(JsonElement element, string name)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }

        return null;
    }

    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..end] : text.TrimEnd('.');
}
