using Trainyard.Api.Aliases;
using Trainyard.Api.Models;
using Trainyard.Persistence.Documents;
using Trainyard.Pipelines;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.OwnModels;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.ReadModels;

/// <summary>Reads models, versions and aliases for people and programs.</summary>
internal sealed class ModelReader(
    IDocuments<ModelVersion> versions, IDocuments<ModelAlias> pointers, Ownership ownership, Aliases aliases)
{
    private const int MostAliases = 1000;
    private const int MostMoves = 100;

    public async Task<IReadOnlyList<ModelSummary>> List(int limit, int skip, CancellationToken cancellation)
    {
        // Every model has a version 1.
        var first = new DocumentQuery { OrderBy = "model", Limit = limit, Skip = skip }.Equal("version", 1);
        var models = new List<ModelSummary>();
        foreach (var model in await versions.Query(first, cancellation))
            models.Add((await Summary(model.Document.Model, cancellation))!);
        return models;
    }

    public async Task<ModelView?> Read(string model, int limit, int skip, CancellationToken cancellation)
    {
        if (await Summary(model, cancellation) is not { } summary) return null;
        var newest = new DocumentQuery { OrderBy = "version", Descending = true, Limit = limit, Skip = skip };
        var found = await versions.Query(newest.Equal("model", model), cancellation);
        var listed = found.Select(version => VersionOf(version.Document));
        var owned = await ownership.Find(model, cancellation);
        return new ModelView(summary.Name, summary.Aliases, [.. listed], owned?.Owner, owned?.Gates);
    }

    public async Task<VersionView?> Version(string model, int version, CancellationToken cancellation) =>
        await versions.Find(ModelVersion.IdOf(model, version), cancellation) is { } found
            ? View(found.Document)
            : null;

    /// <summary>The aliases of a model, each with its latest moves.</summary>
    public async Task<IReadOnlyList<AliasView>> Aliases(string model, CancellationToken cancellation)
    {
        var views = new List<AliasView>();
        foreach (var alias in await Pointers(model, cancellation))
        {
            var moves = await aliases.History(model, alias.Alias, MostMoves, cancellation);
            views.Add(new AliasView(
                model, alias.Alias, alias.Version, alias.Change, alias.Since, [.. moves.Select(View)]));
        }

        return views;
    }

    /// <summary>One sentence for whoever asked for a model that there is not; null when there is.</summary>
    public async Task<string?> Missing(string model, CancellationToken cancellation)
    {
        var names = (await List(MostAliases, 0, cancellation)).Select(known => known.Name).ToList();
        if (names.Contains(model)) return null;
        return $"There is no model '{model}'. {Spelling.Suggest(model, names)} GET /models lists them.";
    }

    private async Task<IReadOnlyList<ModelAlias>> Pointers(string model, CancellationToken cancellation)
    {
        var found = await pointers.Query(new DocumentQuery { Limit = MostAliases }.Equal("model", model), cancellation);
        return [.. found.Select(alias => alias.Document)];
    }

    private async Task<ModelSummary?> Summary(string model, CancellationToken cancellation)
    {
        var newest = new DocumentQuery { OrderBy = "version", Descending = true, Limit = 1 }.Equal("model", model);
        if ((await versions.Query(newest, cancellation)).FirstOrDefault()?.Document is not { } latest) return null;
        var pointed = (await Pointers(model, cancellation)).ToDictionary(alias => alias.Alias, alias => alias.Version);
        return new ModelSummary(model, VersionOf(latest), pointed);
    }

    private static VersionSummary VersionOf(ModelVersion version) =>
        new(version.Version, version.RunId, version.RegisteredAt, version.RequestedBy, version.Metrics);

    private static MoveView View(AliasMove move) => new()
    {
        Change = move.Change,
        Version = move.Version,
        State = move.State.ToString(),
        RequestedBy = move.RequestedBy,
        Trigger = move.Trigger,
        Reason = move.Reason,
        RunId = move.RunId,
        DeploymentId = move.DeploymentId,
        DecidedAt = move.DecidedAt,
        ServedAt = move.ServedAt,
        Failure = move.Failure,
    };

    private static VersionView View(ModelVersion version) => new()
    {
        Model = version.Model,
        Version = version.Version,
        RunId = version.RunId,
        Artifact = version.Artifact,
        Statement = version.Statement,
        Definition = version.Definition,
        Snapshot = version.Snapshot,
        Features = version.Features,
        Report = version.Report,
        Metrics = version.Metrics,
        Gate = version.Gate,
        RequestedBy = version.RequestedBy,
        Trigger = version.Trigger,
        CodeVersion = version.CodeVersion,
        RegisteredAt = version.RegisteredAt,
    };
}
