using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>The trainers that a pipeline file can name: a trainer is what stands in this list.</summary>
public static class TrainerKinds
{
    /// <summary>All of them.</summary>
    public static KindSet<TrainerDefinition, TrainerKind> All { get; } = new(
        "trainer",
        LightGbmTrainer.Kind,
        FastTreeTrainer.Kind,
        FastForestTrainer.Kind,
        SdcaTrainer.Kind,
        LbfgsTrainer.Kind);

    /// <summary><c>train</c>: the trainer and its options.</summary>
    internal static UnionParser<TrainerDefinition> Parser { get; } =
        new("trainer", Fitting(), [.. All.Select(kind => (kind.Name, kind.Parser))])
        {
            Later = ["onnx", "process", "remote"],
        };

    private static string Fitting()
    {
        var all = Enum.GetValues<LearningTask>().Length;
        var groups = All.GroupBy(kind => Words.AllOf(kind.Tasks.Select(Words.Of))).Select(group =>
            $"{Words.AllOf(group.Select(kind => kind.Name))} {(group.Count() == 1 ? "fits" : "fit")} "
            + (group.First().Tasks.Count == all ? "every task" : group.Key));
        return string.Join("; ", groups) + ".";
    }
}
