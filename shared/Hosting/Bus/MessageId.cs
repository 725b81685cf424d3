using System.Security.Cryptography;
using System.Text;

namespace Trainyard.Hosting.Bus;

/// <summary>Ids of messages that are said again and again until they are heard: made from what each is about, so that
/// it is one message however often it is sent.</summary>
public static class MessageId
{
    /// <summary>The id of the message about this, the same each time.</summary>
    public static Guid About(params ReadOnlySpan<string> parts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
