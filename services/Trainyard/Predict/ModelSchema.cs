using System.Text.Json.Nodes;

namespace Trainyard.Cli.Predict;

/// <summary>What a deployed version says of its rows.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version that answers.</param>
/// <param name="Types">The type of each column, as pipeline files write it.</param>
/// <param name="MostRows">Rows that one request may bring.</param>
/// <param name="LargestBody">Bytes that one may have.</param>
internal sealed record ModelSchema(
    string Model, int Version, IReadOnlyDictionary<string, string> Types, int MostRows, int LargestBody)
{
    private const int UsualRows = 10_000;
    private const int UsualBody = 16 << 20;

    public static ModelSchema Read(JsonNode schema) => new(
        (string)schema["model"]!,
        (int)schema["version"]!,
        schema["columns"]!.AsArray().ToDictionary(
            column => (string)column!["name"]!, column => (string)column!["type"]!, StringComparer.Ordinal),
        (int?)schema["mostRows"] ?? UsualRows,
        (int?)schema["largestBody"] ?? UsualBody);
}
