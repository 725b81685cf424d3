using System.Text.Json.Serialization;

namespace Trainyard.Api.Runs;

/// <summary>What validation found about a model, schema <c>validation-report/2</c>; the names are those of the stored
/// report.</summary>
public sealed record ValidationReportView
{
    /// <summary>The format.</summary>
    public required string Schema { get; init; }

    /// <summary>SHA-256 of the model artifact.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the held-out matrix.</summary>
    [JsonPropertyName("held_out")]
    public required string HeldOut { get; init; }

    /// <summary>Binary, Multiclass or Regression.</summary>
    public required string Task { get; init; }

    /// <summary>The name of what is predicted.</summary>
    public required string Target { get; init; }

    /// <summary>Rows that were scored.</summary>
    public required int Rows { get; init; }

    /// <summary>The metric that the task is judged by where no gate says otherwise.</summary>
    [JsonPropertyName("main_metric")]
    public required string MainMetric { get; init; }

    /// <summary>The figures, by metric.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>What the plain guess gets on the same rows, by metric.</summary>
    public IReadOnlyDictionary<string, double> Baselines { get; init; } = new Dictionary<string, double>();

    /// <summary>Metrics of the task that these rows do not define.</summary>
    public IReadOnlyList<string> Undefined { get; init; } = [];

    /// <summary>Classes: their names, in the order of <see cref="Confusion"/>.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Classes: rows by true class (outer) and predicted class (inner).</summary>
    public IReadOnlyList<IReadOnlyList<long>>? Confusion { get; init; }

    /// <summary>Classes: figures of each, in their order.</summary>
    [JsonPropertyName("by_class")]
    public IReadOnlyList<ClassFiguresView>? ByClass { get; init; }

    /// <summary>What the features are worth to the model; absent where it was not measured.</summary>
    public ImportanceView? Importance { get; init; }

    /// <summary>Why <see cref="Importance"/> is absent, where it is.</summary>
    [JsonPropertyName("importance_left_out")]
    public string? ImportanceLeftOut { get; init; }
}

/// <summary>How a model does on the rows of one class.</summary>
public sealed record ClassFiguresView
{
    /// <summary>The class.</summary>
    public required string Class { get; init; }

    /// <summary>Rows that are of the class.</summary>
    public required long Support { get; init; }

    /// <summary>Rows that were taken for it.</summary>
    public required long Predicted { get; init; }

    /// <summary>Of those taken for it the share that is; absent where none was.</summary>
    public double? Precision { get; init; }

    /// <summary>Of its rows the share that was taken for it; absent where it has none.</summary>
    public double? Recall { get; init; }

    /// <summary>The harmonic mean of both; absent where the class has no row and none was taken for it.</summary>
    public double? F1 { get; init; }
}

/// <summary>What the features are worth to a model, the most important first.</summary>
public sealed record ImportanceView
{
    /// <summary>The metric that <see cref="FeatureImportanceView.Drop"/> counts in.</summary>
    public required string Metric { get; init; }

    /// <summary>Held-out rows that features were shuffled in.</summary>
    public required int Rows { get; init; }

    /// <summary>The features.</summary>
    public required IReadOnlyList<FeatureImportanceView> Features { get; init; }
}

/// <summary>What one feature is worth to a model.</summary>
public sealed record FeatureImportanceView
{
    /// <summary>The feature.</summary>
    public required string Feature { get; init; }

    /// <summary>Trees: its share of the gain of all splits. Linear: its share of weight times deviation. Shares add up
    /// to 1; absent where the model does not say.</summary>
    public double? Gain { get; init; }

    /// <summary>How much worse the metric gets when the feature is shuffled, above 0 for worse; absent where it was not
    /// tried.</summary>
    public double? Drop { get; init; }
}
