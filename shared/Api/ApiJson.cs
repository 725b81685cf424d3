using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Api;

/// <summary>How the records of this project are written as JSON, as HTTP answers with them.</summary>
public static class ApiJson
{
    /// <summary>Names in camel case, read whatever their case.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>A record as JSON, for programs that read what a command prints.</summary>
    public static JsonNode Node<T>(T record) => JsonSerializer.SerializeToNode(record, Options)!;
}
