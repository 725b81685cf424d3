using System.Security.Cryptography;

namespace Trainyard.Models.Provenance;

/// <summary>The signed statement about the move of an alias: an in-toto Statement with a predicate of our own, in a
/// DSSE envelope. Each names the one before, so that a number can't be made up.</summary>
public static class MoveStatement
{
    private const string Change = "change";

    /// <summary>States and signs a move.</summary>
    /// <returns>The text of the envelope.</returns>
    /// <exception cref="StatementException">It would be longer than anybody reads.</exception>
    public static string Sign(MoveFacts facts, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return InTotoStatement.Sign(Of(facts), key);
    }

    /// <summary>What a statement says, once it is known who signed it.</summary>
    /// <param name="envelope">The text of the envelope.</param>
    /// <param name="keys">Whose statements are believed.</param>
    /// <exception cref="StatementException">Nobody of them signed it, or it is not such a statement.</exception>
    public static MoveFacts Open(string envelope, TrustedKeys keys) =>
        Read(InTotoStatement.Open<AliasMovePredicate>(envelope, AliasMovePredicate.PredicateType, keys));

    /// <summary>By which the next statement names this one: SHA-256 over the payload.</summary>
    /// <exception cref="StatementException">It is no envelope.</exception>
    public static string DigestOf(string envelope)
    {
        var payload = Base64Text.Read(DsseEnvelope.Read(envelope).Payload)
            ?? throw new StatementException("The payload of its statement is not base 64.");
        return Convert.ToHexStringLower(SHA256.HashData(payload));
    }

    internal static InTotoStatement<AliasMovePredicate> Of(MoveFacts facts) => new()
    {
        Type = InTotoStatement.CurrentType,
        Subject = [ResourceDescriptor.Of(VersionStatement.NameOf(facts.Model, facts.Version), facts.Artifact)],
        PredicateType = AliasMovePredicate.PredicateType,
        Predicate = new()
        {
            Model = facts.Model,
            Alias = facts.Alias,
            Change = facts.Change,
            Version = facts.Version,
            DeploymentId = facts.DeploymentId.ToString(),
            RunId = facts.RunId?.ToString(),
            Previous = facts.Previous is { } previous
                ? ResourceDescriptor.Of($"{Change}/{facts.Change - 1}", previous)
                : null,
            RequestedBy = facts.RequestedBy,
            Reason = facts.Reason,
            DecidedOn = facts.DecidedAt.UtcDateTime,
        },
    };

    private static MoveFacts Read(InTotoStatement<AliasMovePredicate> statement)
    {
        var move = statement.Predicate;
        return new MoveFacts
        {
            Model = move.Model,
            Alias = move.Alias,
            Change = move.Change,
            Version = move.Version,
            Artifact = statement.OnlySubject(VersionStatement.NameOf(move.Model, move.Version)),
            DeploymentId = Id(move.DeploymentId, "deployment"),
            RunId = move.RunId is { } run ? Id(run, "run") : null,
            Previous = PreviousOf(move),
            RequestedBy = move.RequestedBy,
            Reason = move.Reason,
            DecidedAt = new DateTimeOffset(move.DecidedOn.ToUniversalTime()),
        };
    }

    /// <summary>The first change follows none, and each other the one right before it.</summary>
    private static string? PreviousOf(AliasMovePredicate move) => move switch
    {
        { Change: < 1 } => throw new StatementException($"Its move is change {move.Change}; the first is 1."),
        { Change: 1, Previous: null } => null,
        { Change: > 1, Previous: { } previous } when previous.Name == $"{Change}/{move.Change - 1}" =>
            previous.Hash(),
        _ => throw new StatementException($"Its move is change {move.Change}, and does not name the one before it."),
    };

    private static Guid Id(string text, string what) => Guid.TryParseExact(text, "D", out var id)
        ? id
        : throw new StatementException($"Its move names no {what}.");
}
