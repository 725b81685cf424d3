using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;

namespace Trainyard.Jobs.Store;

/// <summary>A reply as it is stored with its job, until it is published and for whoever asks again.</summary>
/// <param name="Type">The name of the message.</param>
/// <param name="Body">The message.</param>
/// <param name="MessageId">The id it is published under, however often.</param>
internal sealed record JobReply(string Type, JsonElement Body, Guid MessageId)
{
    public static JobReply Of(IMessage reply) => new(
        reply.GetType().Name,
        JsonSerializer.SerializeToElement(reply, reply.GetType(), JobJson.Options),
        Guid.NewGuid());

    /// <summary>The message; null when none has this name any more.</summary>
    public static object? Read(JobDocument job) =>
        ContractTypes.Find(job.ReplyType!) is { } type
            ? job.Reply!.Value.Deserialize(type, JobJson.Options)
            : null;
}
