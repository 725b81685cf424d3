namespace Trainyard.Api.Models;

/// <summary>Reads models and their versions.</summary>
public sealed class ModelsClient
{
    private readonly HttpCalls _calls;

    internal ModelsClient(HttpCalls calls) => _calls = calls;

    /// <summary>Models by name.</summary>
    /// <param name="limit">At most so many, 1 to 1000.</param>
    /// <param name="skip">How many of the first to leave out.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<IReadOnlyList<ModelSummary>> List(int limit, int skip, CancellationToken cancellation) =>
        _calls.Get<IReadOnlyList<ModelSummary>>(
            HttpCalls.Query("models", ("limit", limit), ("skip", skip)), cancellation);

    /// <summary>All models by name, page by page as they are looked through.</summary>
    /// <param name="limit">How many to ask for at once, 1 to 1000.</param>
    /// <param name="cancellation">Ends the calls.</param>
    public IAsyncEnumerable<ModelSummary> All(int limit, CancellationToken cancellation) =>
        _calls.All<ModelSummary>(HttpCalls.Query("models", ("limit", limit)), cancellation);

    /// <summary>A model with its versions, newest first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="limit">At most so many versions, 1 to 1000.</param>
    /// <param name="skip">How many of the newest to leave out.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<ModelView> Read(string model, int limit, int skip, CancellationToken cancellation) =>
        _calls.Get<ModelView>(
            HttpCalls.Query($"models/{Uri.EscapeDataString(model)}", ("limit", limit), ("skip", skip)), cancellation);

    /// <summary>Gives a model another owner.</summary>
    public Task<ModelView> ChangeOwner(string model, OwnerRequest request, CancellationToken cancellation) =>
        _calls.Put<ModelView>($"models/{Uri.EscapeDataString(model)}/owner", request, cancellation);

    /// <summary>Changes what an alias asks of the versions it points to.</summary>
    public Task<ModelView> ChangeGate(
        string model, string alias, GateRequest request, CancellationToken cancellation) =>
        _calls.Put<ModelView>(
            $"models/{Uri.EscapeDataString(model)}/aliases/{Uri.EscapeDataString(alias)}/gate", request, cancellation);

    /// <summary>All versions of a model, newest first, page by page as they are looked through.</summary>
    /// <param name="model">The model.</param>
    /// <param name="limit">How many to ask for at once, 1 to 1000.</param>
    /// <param name="cancellation">Ends the calls.</param>
    public IAsyncEnumerable<VersionSummary> Versions(string model, int limit, CancellationToken cancellation) =>
        _calls.Pages<ModelView>(
            HttpCalls.Query($"models/{Uri.EscapeDataString(model)}", ("limit", limit)), cancellation)
            .SelectMany(page => page.Versions);

    /// <summary>A version with all it came from.</summary>
    public Task<VersionView> Version(string model, int version, CancellationToken cancellation) =>
        _calls.Get<VersionView>($"models/{Uri.EscapeDataString(model)}/versions/{version}", cancellation);
}
