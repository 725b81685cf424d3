using System.Collections.Concurrent;
using Trainyard.Models.Artifact;

namespace Trainyard.Serving.DeployModels;

/// <summary>The models that answer, by name and alias. A request that began with one version ends with it.</summary>
internal sealed class ServedModels
{
    private readonly ConcurrentDictionary<(string Model, string Alias), ServedModel> _models = new();

    public IEnumerable<(string Model, string Alias)> Names => _models.Keys;

    public ServedModel? Find(string model, string alias) => _models.GetValueOrDefault((model, alias));

    /// <summary>Swaps a model in, unless what is there came from a later change of its alias. A model that was
    /// swapped out is not disposed: requests may still be under way, and its memory goes with the last of
    /// them.</summary>
    public void Swap(ServedModel model) =>
        _models.AddOrUpdate(
            (model.Deployment.Model, model.Deployment.Alias),
            model,
            (_, present) => present.Change >= model.Change ? present : model);
}

/// <summary>A model that answers.</summary>
/// <param name="Deployment">What it is.</param>
/// <param name="Model">The model; absent when it could not be loaded, which is tried again.</param>
/// <param name="Problem">Why it could not be loaded, in a sentence; absent when it was.</param>
internal sealed record ServedModel(Deployment Deployment, LoadedModel? Model, string? Problem = null)
{
    /// <summary>The change of the alias it was loaded for; 0 when it can't be loaded, so that any model replaces
    /// it.</summary>
    public long Change => Model is null ? 0 : Deployment.Change;
}
