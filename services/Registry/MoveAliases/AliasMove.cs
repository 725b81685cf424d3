using Trainyard.Contracts;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Registry.MoveAliases;

/// <summary>
/// One change of an alias, numbered: who decided it and why, and what came of it. The order of an alias is that of
/// these numbers, not that of the versions, so that it can go back.
/// </summary>
internal sealed record AliasMove
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The number of the change, from 1 for each model and alias. Given when the move is stored.</summary>
    public long Change { get; init; }

    /// <summary>The version that it points to.</summary>
    public required int Version { get; init; }

    /// <summary>The deployment, by which Serving knows it.</summary>
    public required Guid DeploymentId { get; init; }

    /// <summary>The run whose step it is; null for a promotion or a rollback.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Who decided it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to it: a person, a schedule, drift, a run.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What was signed about it, see <see cref="DeployModel.MoveStatement"/>; null where it was decided before
    /// moves were signed.</summary>
    public string? Statement { get; init; }

    /// <summary>When it was decided, UTC.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>What came of it.</summary>
    public MoveState State { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>When Serving began to answer with it, UTC; null until then.</summary>
    public DateTimeOffset? ServedAt { get; init; }

    /// <summary>When to send the deployment, again if need be; null for one that a run sends, and once Serving has
    /// replied.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often the deployment was sent.</summary>
    public int Sent { get; init; }

    /// <summary>The trace of the request.</summary>
    public StoredTrace? Trace { get; init; }

    public static DocumentCollection<AliasMove> Collection { get; } = new()
    {
        Name = "alias_moves",
        Id = move => $"{ModelAlias.IdOf(move.Model, move.Alias)}/{move.Change:D8}",
        Indexes =
        [
            new("alias", move => ModelAlias.IdOf(move.Model, move.Alias)),
            new("change", move => move.Change),
            new("served_version", move => move.ServedAt is null ? null : move.Version),
            new("deployment", move => move.DeploymentId.ToString(), IsUnique: true),
            new("run", move => move.RunId?.ToString(), IsUnique: true),
            new("due", move => move.DueAt),
            new("open", move => move.State == MoveState.Decided ? move.DecidedAt : null),
        ],
        Orders = [["alias", "change"]],
    };

    /// <summary>The move of a step of a run, which its saga deploys.</summary>
    public static AliasMove OfRun(RegisterModel command, string alias, int version, DateTimeOffset now) => new()
    {
        Model = command.Model,
        Alias = alias,
        Version = version,
        DeploymentId = Guid.NewGuid(),
        RunId = command.RunId,
        RequestedBy = command.RequestedBy,
        Trigger = command.Trigger,
        Reason = "The run registered this version and deploys it.",
        DecidedAt = now,
        Trace = StoredTrace.Current(),
    };

    /// <summary>The move that somebody asked for, which Registry deploys.</summary>
    public static AliasMove Of(MoveAlias command, DateTimeOffset now) => new()
    {
        Model = command.Model,
        Alias = command.Alias,
        Version = command.Version,
        DeploymentId = command.MoveId,
        RequestedBy = command.RequestedBy,
        Trigger = command.Trigger,
        Reason = command.Reason,
        DecidedAt = now,
        DueAt = now,
        Trace = StoredTrace.Current(),
    };

    /// <summary>What there is to state about it.</summary>
    /// <param name="artifact">The digest of the model artifact.</param>
    /// <param name="previous">The digest of the statement about the change before; null for the first.</param>
    public MoveFacts Facts(string artifact, string? previous) => new()
    {
        Model = Model,
        Alias = Alias,
        Change = Change,
        Version = Version,
        Artifact = artifact,
        DeploymentId = DeploymentId,
        RunId = RunId,
        Previous = previous,
        RequestedBy = RequestedBy,
        Reason = Reason,
        DecidedAt = DecidedAt,
    };

    /// <summary>What Serving says of it. That it was served is a fact whatever was thought before.</summary>
    public AliasMove? After(DateTimeOffset? servedAt) => servedAt is null
        ? State == MoveState.Decided ? Superseded() : null
        : State == MoveState.Served ? null : this with
        {
            State = MoveState.Served,
            Failure = null,
            ServedAt = servedAt,
            DueAt = null,
        };

    /// <summary>It will not be served; null when that is not open any more.</summary>
    public AliasMove? Failed(string reason) => State != MoveState.Decided
        ? null
        : this with { State = MoveState.Failed, Failure = reason, DueAt = null };

    private AliasMove Superseded() => this with { State = MoveState.Superseded, DueAt = null };
}

/// <summary>What came of a move.</summary>
internal enum MoveState
{
    /// <summary>Serving has not replied yet.</summary>
    Decided,

    /// <summary>Serving answered with the version, at least until a later change.</summary>
    Served,

    /// <summary>Serving could not, or the run ended before it was asked to.</summary>
    Failed,

    /// <summary>A later change was served before it.</summary>
    Superseded,
}
