using System.Collections.Frozen;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.DrawDiagrams;

/// <summary>Between which parts of the sequence a step's command and reply travel, as designed.</summary>
/// <param name="Step">The step.</param>
/// <param name="Asker">The part that sends the command.</param>
/// <param name="Worker">The part that replies.</param>
/// <param name="Command">The command.</param>
/// <param name="Reply">The reply when all goes well.</param>
internal sealed record Route(Step Step, string Asker, string Worker, string Command, string Reply);

/// <summary>The routes of the sequence, in its order.</summary>
internal static class Routes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(Step.Fetch, "Pipeline", "DataSource", nameof(FetchData), nameof(DataFetched)),
        new(Step.Check, "Pipeline", "Pipeline", nameof(CheckData), nameof(DataAccepted)),
        new(Step.Prepare, "Pipeline", "Pipeline", nameof(PrepareData), nameof(DataPrepared)),
        new(Step.Train, "Pipeline", "Trainer", nameof(TrainModel), nameof(ModelTrained)),
        new(Step.Validate, "Pipeline", "Validator", nameof(ValidateModel), nameof(ModelValidated)),
        new(Step.Register, "Pipeline", "Registry", nameof(RegisterModel), nameof(ModelRegistered)),
        new(Step.Deploy, "Registry", "Monitor", nameof(DeployModel), nameof(ModelDeployed)),
        new(Step.Announce, "Pipeline", "Monitor", nameof(AnnounceSuccess), nameof(TrainingSucceeded)),
    ];

    private static readonly FrozenDictionary<string, Route> ByMessage =
        All.SelectMany(route => new[] { (route.Command, route), (route.Reply, route) })
            .ToFrozenDictionary(pair => pair.Item1, pair => pair.route);

    /// <summary>The route that a message travels, or null.</summary>
    public static Route? Find(string message) => ByMessage.GetValueOrDefault(message);

    /// <summary>The route of a step; what has none stays inside the pipeline.</summary>
    public static Route Of(Step step) =>
        All.FirstOrDefault(route => route.Step == step) ?? new Route(step, "Pipeline", "Pipeline", "", "");
}
