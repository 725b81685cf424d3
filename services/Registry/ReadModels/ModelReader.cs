using Trainyard.Api.Aliases;
using Trainyard.Api.Models;
using Trainyard.Hosting.Lists;
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
    private const int MostMoves = 100;

    /// <summary>How many names are looked at for one that is meant.</summary>
    private const int MostNames = 1000;

    /// <summary>Models by name.</summary>
    public async Task<IReadOnlyList<Listed<ModelSummary>>> List(Page page, CancellationToken cancellation)
    {
        // Every model has a version 1.
        var first = page.Of(new DocumentQuery { OrderBy = "model" }).Equal("version", 1);
        var models = new List<Listed<ModelSummary>>();
        foreach (var (row, cursor) in await versions.Rows<VersionRow>(first, cancellation))
            models.Add(new((await Summary(row.Model, cancellation))!, cursor));
        return models;
    }

    /// <summary>A model with its versions, newest first; also where in the list of versions each is.</summary>
    public async Task<(ModelView Model, IReadOnlyList<Listed<VersionRow>> Versions)?> Read(
        string model, Page page, CancellationToken cancellation)
    {
        if (await Summary(model, cancellation) is not { } summary) return null;
        var newest = page.Of(new DocumentQuery { OrderBy = "version", Descending = true }).Equal("model", model);
        var found = await versions.Rows<VersionRow>(newest, cancellation);
        var owned = await ownership.Find(model, cancellation);
        var view = new ModelView(
            summary.Name, summary.Aliases, [.. found.Select(version => version.Row.Summary)], owned?.Owner,
            owned?.Gates);
        return (view, found);
    }

    /// <summary>The version of a model that was registered last; null when there is no such model.</summary>
    public async Task<int?> Latest(string model, CancellationToken cancellation) =>
        (await LatestOf(model, cancellation))?.Version;

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
        if (await LatestOf(model, cancellation) is not null) return null;
        var like = new DocumentQuery { OrderBy = "model", Limit = MostNames }.Equal("version", 1);
        // Names begin with a letter or a digit: what begins otherwise begins like none.
        if (model.Length > 0 && char.IsAscii(model[0])) like = like.AtLeast("model", model[..1]);
        var alike = await versions.Rows<VersionRow>(like, cancellation);
        List<string> names = [.. alike.Select(known => known.Row.Model)];
        if (names.Count < MostNames)
        {
            var first = new DocumentQuery { OrderBy = "model", Limit = MostNames - names.Count }.Equal("version", 1);
            var others = await versions.Rows<VersionRow>(first, cancellation);
            names = [.. names.Union(others.Select(known => known.Row.Model))];
        }

        return $"There is no model '{model}'. {Spelling.Suggest(model, names)}";
    }

    private async Task<IReadOnlyList<ModelAlias>> Pointers(string model, CancellationToken cancellation) =>
        await pointers.All(new DocumentQuery().Equal("model", model), cancellation).ToListAsync(cancellation);

    private async Task<VersionSummary?> LatestOf(string model, CancellationToken cancellation)
    {
        var newest = new DocumentQuery { OrderBy = "version", Descending = true, Limit = 1 }.Equal("model", model);
        return (await versions.Rows<VersionRow>(newest, cancellation)).FirstOrDefault()?.Row.Summary;
    }

    private async Task<ModelSummary?> Summary(string model, CancellationToken cancellation)
    {
        if (await LatestOf(model, cancellation) is not { } latest) return null;
        var pointed = (await Pointers(model, cancellation)).ToDictionary(alias => alias.Alias, alias => alias.Version);
        return new ModelSummary(model, latest, pointed);
    }

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
