using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Tests.Documents;

/// <summary>A document with a member of each kind that documents have.</summary>
internal sealed record Parcel
{
    public required string Id { get; init; }

    public string? Owner { get; init; }

    public string? Seal { get; init; }

    public long Weight { get; init; }

    public bool IsDispatched { get; init; }

    public DateTimeOffset At { get; init; } = DateTimeOffset.UnixEpoch;

    public TimeSpan Took { get; init; }

    public Guid Run { get; init; }

    public DayOfWeek Day { get; init; }

    public required string? Note { get; init; }

    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<Parcel> Parts { get; init; } = [];

    public static DocumentCollection<Parcel> Collection { get; } = new()
    {
        Name = "parcels",
        Id = p => p.Id,
        Indexes =
        [
            new("owner", p => p.Owner),
            new("weight", p => p.Weight),
            new("at", p => p.At),
            new("sent", p => p.IsDispatched),
            new("seal", p => p.Seal, IsUnique: true),
        ],
    };

    public static Parcel Named(string id, string? note = null) => new() { Id = id, Note = note };
}
