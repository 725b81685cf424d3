using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>
/// <c>tune</c>, <c>monitor</c> and <c>schedule</c>: designed, published, and refused until they do what they say.
/// </summary>
internal static class LaterGrammar
{
    private static readonly IReadOnlyList<string> AllMetrics = [.. MetricList.All.Select(m => m.Name).Order(StringComparer.Ordinal)];

    public static MapParser<string> Tune { get; } = new(
        [
            Key.Required("space", "Options of the trainer with the values to try.", Space()),
            Key.Required("trials", "How many trials.", new WholeParser<int>(1, 10_000)),
            Key.Optional("search", "How the next trial is chosen.", new ChoiceParser<Search>(), Search.Random),
            Key.Optional("metric", $"The metric that decides: {Words.OneOf(AllMetrics)}.", Names.Label),
            Key.Optional("parallel", "Trials at the same time.", new WholeParser<int>(1, 1000), 1),
            Key.Optional("deadline", "After this no new trial begins: 90s, 30m, 12h, 7d.", Names.Duration),
        ],
        _ => "");

    public static MapParser<string> Monitor { get; } = new(
        [
            Key.Required("truth", "Where it is found out what really happened.", Truth()),
            Key.Optional("every", "How often predictions are compared with the truth.", Names.Duration, "1d"),
            Key.Optional("window", "Over which time.", Names.Duration, "7d"),
            Key.Optional("retrain", "Metrics that start a retraining run when they are not met.", GateGrammar.Parser),
            Key.Optional("page", "Metrics that page the team on call when they are not met.", GateGrammar.Parser),
            Key.Optional("drift", "How far a feature may move from the training part.", Drift()),
        ],
        _ => "");

    public static MapParser<string> Schedule { get; } = new(
        [
            Key.Required("cron", "When runs start: minute, hour, day of month, month, day of week.", Names.Label),
            Key.Optional("zone", "The time zone, as in the IANA database.", Names.Label, "UTC"),
        ],
        _ => "");

    private enum Search
    {
        Random,
        Grid,
        Bayes,
    }

    private enum Steps
    {
        Linear,
        Log,
    }

    private static OpenMapParser<string> Space()
    {
        var number = new NumberParser("a number");
        var range = new MapParser<string>(
            [
                Key.Optional("values", "The values to try.", new ListParser<double>(number, "numbers")),
                Key.Optional("min", "The smallest value.", number),
                Key.Optional("max", "The largest value.", number),
                Key.Optional("scale", "How values lie between them.", new ChoiceParser<Steps>(), Steps.Linear),
            ],
            _ => "");
        return new(range, "options with values to try, such as { leaves: { min: 8, max: 128 } }");
    }

    private static MapParser<string> Truth() => new(
        [
            Key.Required("source", "Where it comes from.", SourceGrammar.Parser),
            Key.Required("key", "The column that names a prediction.", Names.Label),
            Key.Optional("delay", "How long after the prediction it is known.", Names.Duration, "1d"),
        ],
        _ => "");

    private static MapParser<string> Drift() => new(
        [
            Key.Optional(
                "psi",
                "The largest population stability index of a feature.",
                new NumberParser("a number above 0") { Min = 0, IsMinOpen = true },
                0.2),
        ],
        _ => "");
}
