using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Trainyard.Contracts;

namespace Trainyard.Cli.Yards;

/// <summary>A run as the yard tells it, as far as this command shows it.</summary>
internal sealed record RunReport
{
    public required Guid RunId { get; init; }

    public required string Pipeline { get; init; }

    public required string State { get; init; }

    public RunOutcome? Outcome { get; init; }

    public required Step Step { get; init; }

    public string? Owner { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int? Version { get; init; }

    public string? Failure { get; init; }

    public string? Alias { get; init; }

    public string? Endpoint { get; init; }

    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<GateCheck> Gate { get; init; } = [];

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public TrainingProgressed? Progress { get; init; }

    public IReadOnlyList<RecordLine> Record { get; init; } = [];

    /// <summary>The whole answer, for programs.</summary>
    [JsonIgnore]
    public JsonObject Json { get; init; } = [];
}

/// <summary>One message of the record.</summary>
internal sealed record RecordLine
{
    public required DateTimeOffset At { get; init; }

    public required string Direction { get; init; }

    public required string Message { get; init; }

    public WorkDone? Work { get; init; }

    public required JsonElement Body { get; init; }
}

/// <summary>An alert and how far it is: UnderWay, Done or GivenUp.</summary>
internal sealed record AlertReport(int Number, string Webhook, string State, int Attempt);
