using System.Text.Json;

namespace Trainyard.Jobs.Store;

/// <summary>How commands and replies are stored inside a job.</summary>
internal static class JobJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
