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

    /// <summary>How the file is written that the model learned from: others for it are likely to be written the same
    /// way.</summary>
    public FileForm File { get; init; } = new(null, HasHeader: true, Trims: true);

    public static ModelSchema Read(JsonNode schema) => new(
        (string)schema["model"]!,
        (int)schema["version"]!,
        schema["columns"]!.AsArray().ToDictionary(
            column => (string)column!["name"]!, column => (string)column!["type"]!, StringComparer.Ordinal),
        (int?)schema["mostRows"] ?? UsualRows,
        (int?)schema["largestBody"] ?? UsualBody)
    {
        File = new(
            (string?)schema["file"]?["delimiter"], (bool?)schema["file"]?["header"] ?? true,
            (bool?)schema["file"]?["trim"] ?? true),
    };
}

/// <summary>How a file of rows is written, as far as it must be known to find its cells.</summary>
/// <param name="Delimiter">What is between fields, where it is known.</param>
/// <param name="HasHeader">Whether the first row names the columns.</param>
/// <param name="Trims">Whether blanks around names count for nothing.</param>
internal sealed record FileForm(string? Delimiter, bool HasHeader, bool Trims);
