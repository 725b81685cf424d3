using Trainyard.Api;
using Trainyard.Contracts;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.OwnModels;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Decides the moves that people and programs ask for outside of runs.</summary>
internal sealed class AliasMover(
    IDocuments<ModelVersion> versions, Ownership ownership, Aliases aliases, VersionTrust trust, Texts texts,
    TimeProvider time)
{
    /// <summary>Decides a move, or says in one sentence why not. A repeat gives what was decided before.</summary>
    public async Task<MoveDecision> Decide(MoveAlias command, CancellationToken cancellation)
    {
        if (Malformed(command) is { } malformed)
            return new(null, Refusal.Malformed, malformed);
        // What was decided stays so, whatever is asked for since.
        if (await aliases.Find(command.MoveId, cancellation) is { } earlier)
            return Of(earlier, command);
        if (await versions.Find(ModelVersion.IdOf(command.Model, command.Version), cancellation) is not { } version)
            return new(null, Refusal.NoVersion, $"Model '{command.Model}' has no version {command.Version}.");
        if (trust.Problem(version.Document) is { } untrusted)
            return new(null, Refusal.NotSigned, untrusted);
        if (await ownership.ProblemOf(version.Document, command.Alias, cancellation) is { } unmet)
            return new(null, Refusal.Unmet,
                $"Version {command.Version} of model '{command.Model}' can't be {command.Alias}. {unmet}");
        try
        {
            var move = await aliases.Decide(
                AliasMove.Of(command, time.GetUtcNow()), version.Document.Artifact.Sha256, cancellation);
            return Of(move, command);
        }
        catch (StatementException problem)
        {
            return new(null, Refusal.NotSigned, problem.Message);
        }
    }

    private static MoveDecision Of(AliasMove move, MoveAlias command) =>
        (move.Model, move.Alias, move.Version) == (command.Model, command.Alias, command.Version)
            ? new(move, null, null)
            : new(null, Refusal.AnotherMove,
                $"The id {command.MoveId} is that of another move: {move.Alias} of {move.Model} to version "
                + $"{move.Version}, change {move.Change}. Take a new id, or none.");

    private string? Malformed(MoveAlias command)
    {
        if (command.MoveId == Guid.Empty)
            return "A move needs an id.";
        if (!AliasName.IsValid(command.Alias))
            return $"'{command.Alias}' is no name of an alias: {AliasName.Rule}.";
        if (string.IsNullOrWhiteSpace(command.Reason))
            return "Say why the alias moves: 'reason' is missing. It is what others read in its history.";
        return texts.Problem("reason", command.Reason) ?? texts.Problem("requestedBy", command.RequestedBy)
            ?? texts.Problem("trigger.name", command.Trigger.Name) ?? Triggers.Problem(command.Trigger);
    }
}

/// <summary>What was decided, or why nothing was.</summary>
/// <param name="Move">The move.</param>
/// <param name="Refusal">What is wrong, for programs.</param>
/// <param name="Problem">What is wrong, in a sentence.</param>
internal sealed record MoveDecision(AliasMove? Move, Refusal? Refusal, string? Problem);

/// <summary>Why a move is not decided.</summary>
internal enum Refusal
{
    /// <summary>The request is not complete or not well formed.</summary>
    Malformed,

    /// <summary>There is no such version.</summary>
    NoVersion,

    /// <summary>The version is not what was signed, or the moves of the alias are not.</summary>
    NotSigned,

    /// <summary>The version does not meet what the alias asks for.</summary>
    Unmet,

    /// <summary>The id is that of another move.</summary>
    AnotherMove,
}
