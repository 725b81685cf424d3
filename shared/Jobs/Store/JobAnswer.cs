using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;

namespace Trainyard.Jobs.Store;

/// <summary>An answer as it is stored with its job, until it is published and for whoever asks again.</summary>
/// <param name="Type">The name of the message.</param>
/// <param name="Body">The message.</param>
/// <param name="MessageId">The id it is published under, however often.</param>
internal sealed record JobAnswer(string Type, JsonElement Body, Guid MessageId)
{
    public static JobAnswer Of(IRunMessage answer) => new(
        answer.GetType().Name,
        JsonSerializer.SerializeToElement(answer, answer.GetType(), JobJson.Options),
        Guid.NewGuid());

    /// <summary>The message; null when none has this name any more.</summary>
    public static object? Read(JobDocument job) =>
        ContractTypes.Find(job.AnswerType!) is { } type
            ? job.Answer!.Value.Deserialize(type, JobJson.Options)
            : null;
}
