namespace Trainyard.Api.Aliases;

/// <summary>Reads the aliases of models, and asks for their moves.</summary>
public sealed class AliasesClient
{
    private readonly HttpCalls _calls;

    internal AliasesClient(HttpCalls calls) => _calls = calls;

    /// <summary>The aliases of a model, each with its latest moves.</summary>
    public Task<IReadOnlyList<AliasView>> Read(string model, CancellationToken cancellation) =>
        _calls.Get<IReadOnlyList<AliasView>>(Path(model), cancellation);

    /// <summary>Asks for a move: a promotion or a rollback, to any registered version.</summary>
    /// <param name="model">The model.</param>
    /// <param name="alias">The alias; one that there is not yet begins with this move.</param>
    /// <param name="request">The version, and why.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<MoveAccepted> Move(
        string model, string alias, MoveRequest request, CancellationToken cancellation) =>
        _calls.Post<MoveAccepted>($"{Path(model)}/{Uri.EscapeDataString(alias)}", request, cancellation);

    private static string Path(string model) => $"models/{Uri.EscapeDataString(model)}/aliases";
}
