using Trainyard.Contracts;
using Trainyard.Registry.MoveAliases;

namespace Trainyard.Registry.Tests;

/// <summary>Replies of Serving, as they reach the aliases.</summary>
internal static class Replies
{
    public static Task<ModelDeployed?> Settle(
        this Aliases aliases, ModelServed said, CancellationToken cancellation) =>
        SaidByServing.Settle(aliases, said, cancellation);
}
