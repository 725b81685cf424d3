using System.Text.Json;

namespace Trainyard.Jobs.Store;

/// <summary>How orders and answers are stored inside a job.</summary>
internal static class JobJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
