using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;
using Trainyard.Pipelines.Definition;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.OwnModels;

/// <summary>
/// Holds runs and moves against what the owner of a model set: whoever sends a pipeline file chooses its name and its
/// gate, and would otherwise choose what another team's alias points to.
/// </summary>
internal sealed class Ownership(
    IDocuments<OwnedModel> models, IDocuments<AliasMove> moves, VersionSigner signer, TrustFolder trust,
    RegistrySettings settings, TimeProvider time)
{
    /// <summary>The owner and the gates of a model; null before its first version.</summary>
    public async Task<OwnedModel?> Find(string model, CancellationToken cancellation) =>
        (await models.Find(model, cancellation))?.Document;

    /// <summary>Holds a registration against them. The first of a model sets its owner, the first that deploys to an
    /// alias sets what that asks for.</summary>
    /// <returns>What is wrong where the model is another team's, or does not meet what the alias asks for; null
    /// otherwise.</returns>
    public async Task<Finding?> Hold(RegisterModel command, CancellationToken cancellation)
    {
        Finding? problem = null;
        _ = await models.Change(
            command.Model,
            present =>
            {
                problem = ProblemOf(command, present);
                return problem is null ? After(command, present) : null;
            },
            cancellation);
        return problem;
    }

    /// <summary>Why an alias can't be moved to a version, in a sentence; null when it can. A version that it pointed to
    /// before met what was asked then: going back to it is no promotion. That it did is believed where the move there
    /// is what Registry signed, since it signed none to a version that did not meet what was asked.</summary>
    public async Task<string?> ProblemOf(ModelVersion version, string alias, CancellationToken cancellation)
    {
        if (Unmet(await Find(version.Model, cancellation), alias, version.Metrics) is not { } unmet)
            return null;
        using var keys = TrustedKeys.Of(trust.Path);
        var served = new DocumentQuery()
            .Equal("alias", ModelAlias.IdOf(version.Model, alias)).Equal("served_version", version.Version);
        await foreach (var move in moves.All(served, cancellation))
        {
            if (IsSignedTo(move, version, alias, keys))
                return null;
        }

        return unmet;
    }

    /// <summary>Whether Registry decided to point the alias to this version, and did: whatever lies beside a record,
    /// and whatever else it says, can have been written by others.</summary>
    private static bool IsSignedTo(AliasMove move, ModelVersion version, string alias, TrustedKeys keys)
    {
        if (move is not { State: MoveState.Served, Statement: { } statement })
            return false;
        try
        {
            var signed = MoveStatement.Open(statement, keys);
            return (signed.Model, signed.Alias, signed.Version) == (version.Model, alias, version.Version)
                && !signed.DifferencesFrom(move.Facts(version.Artifact.Sha256, signed.Previous)).Any();
        }
        catch (StatementException)
        {
            return false;
        }
    }

    /// <summary>Gives a model another owner, or none.</summary>
    public Task<OwnedModel?> ChangeOwner(string model, string? owner, Decision decision, CancellationToken cancellation)
        => Change(model, owned => owned with { Owner = owner }, decision, cancellation);

    /// <summary>Changes what an alias asks for.</summary>
    public Task<OwnedModel?> ChangeGate(
        string model, string alias, IReadOnlyList<GateCheck> gate, Decision decision, CancellationToken cancellation)
        => Change(model, owned => owned.With(alias, gate), decision, cancellation);

    private async Task<OwnedModel?> Change(
        string model, Func<OwnedModel, OwnedModel> change, Decision decision, CancellationToken cancellation) =>
        (await models.Change(
            model,
            present => Signed(change(present ?? New(model, decision)), decision),
            cancellation))?.Document;

    private OwnedModel Signed(OwnedModel owned, Decision decision)
    {
        var changed = owned with { ChangedBy = decision.By, Reason = decision.Reason, ChangedAt = time.GetUtcNow() };
        return changed with { Statement = signer.Sign(changed.Terms()) };
    }

    private OwnedModel New(string model, Decision decision) => new()
    {
        Model = model, ChangedBy = decision.By, Reason = decision.Reason, ChangedAt = time.GetUtcNow(),
    };

    private Finding? ProblemOf(RegisterModel command, OwnedModel? owned)
    {
        if (!settings.FilesDecide && owned?.Owner is { } owner && command.Owner != owner)
            return Problem("owner", $"It is owned by '{owner}', and the pipeline file of this run names "
                + (command.Owner is { } other ? $"'{other}'" : "no owner")
                + $". Name the pipeline otherwise, or let '{owner}' hand the model over: "
                + $"PUT /models/{command.Model}/owner.");
        // What is said for one run alone never changes what an alias asks of all of them.
        return command.DeployTo is { } alias && (command.IsGateOverridden || !settings.FilesDecide)
            && Unmet(owned, alias, command.Metrics) is { } unmet
                ? Problem("gate", unmet)
                : null;

        Finding Problem(string rule, string sentence) => new()
        {
            Rule = rule, Message = $"Model '{command.Model}' can't be registered. {sentence}",
        };
    }

    private OwnedModel? After(RegisterModel command, OwnedModel? present)
    {
        var decision = new Decision(command.RequestedBy, $"Run {command.RunId} registered a version.");
        var owned = present ?? New(command.Model, decision) with { Owner = command.Owner };
        if (settings.FilesDecide)
            owned = owned with { Owner = command.Owner };
        if (command is { DeployTo: { } alias, IsGateOverridden: false }
            && (settings.FilesDecide || !owned.Gates.ContainsKey(alias)))
            owned = owned.With(alias, command.Gate);
        if (present is not null && IsSame(owned, present))
            return null;
        // A run adds to what is there and nobody looks at the rest: what others wrote there is not signed with it.
        using var keys = TrustedKeys.Of(trust.Path);
        return present?.Problem(keys) is null
            ? Signed(owned, decision)
            : owned with { ChangedBy = decision.By, Reason = decision.Reason, ChangedAt = time.GetUtcNow() };
    }

    private static bool IsSame(OwnedModel one, OwnedModel other) =>
        one.Owner == other.Owner && one.Gates.Count == other.Gates.Count
            && one.Gates.All(gate => other.Gates.TryGetValue(gate.Key, out var same) && gate.Value.SequenceEqual(same));

    private static string? Unmet(OwnedModel? owned, string alias, IReadOnlyDictionary<string, double> metrics)
    {
        if (owned is null || !owned.Gates.TryGetValue(alias, out var gate))
            return null;
        var unmet = gate.Select(check => Gates.Hold(check, metrics)).Where(check => !check.IsMet).ToList();
        return unmet.Count == 0
            ? null
            : $"Its alias '{alias}' asks for {string.Join(" and ", unmet.Select(Asked))}, whatever the gate of the "
                + $"run. What it asks for is changed by PUT /models/{owned.Model}/aliases/{alias}/gate.";
    }

    private static string Asked(GateCheck check) =>
        $"{check.Metric} {check.Comparison} {FigureText.Threshold(check.Threshold)}, and has "
            + (check.Observed is { } observed ? FigureText.Of(observed, check.Threshold) : "none");
}

/// <summary>Who changes what a model asks for, and why.</summary>
internal sealed record Decision(string By, string Reason);
