using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trainyard.Ingestion.CheckData;

/// <summary>The quality report as it is stored: what each column holds, and what each rule said of it.</summary>
internal sealed record QualityReport
{
    public const string MediaType = "application/json";
    public const string SchemaName = "quality-report/1";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The format of the report.</summary>
    public string Schema { get; } = SchemaName;

    /// <summary>The digest of the snapshot.</summary>
    public required string Snapshot { get; init; }

    /// <summary>Whether no rule rejects the snapshot.</summary>
    public required bool Accepted { get; init; }

    /// <summary>How many rows.</summary>
    public required long Rows { get; init; }

    /// <summary>The shares at which <see cref="ColumnFacts.Quantiles"/> are given.</summary>
    public IReadOnlyList<double> QuantileShares { get; } = SnapshotFacts.Quantiles;

    /// <summary>The columns in their order.</summary>
    public required IReadOnlyList<ColumnFacts> Columns { get; init; }

    /// <summary>The answers of all rules, broken or not.</summary>
    public required IReadOnlyList<RuleAnswer> Rules { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);
}
