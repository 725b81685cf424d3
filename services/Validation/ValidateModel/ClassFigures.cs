using Trainyard.Metrics;

namespace Trainyard.Validation.ValidateModel;

/// <summary>How a model does on the rows of one class.</summary>
internal sealed record ClassFigures
{
    /// <summary>The class.</summary>
    public required string Class { get; init; }

    /// <summary>Rows that are of the class.</summary>
    public required long Support { get; init; }

    /// <summary>Rows that were taken for it.</summary>
    public required long Predicted { get; init; }

    /// <summary>Of those taken for it the share that is.</summary>
    public double? Precision { get; init; }

    /// <summary>Of its rows the share that was taken for it.</summary>
    public double? Recall { get; init; }

    /// <summary>The harmonic mean of both.</summary>
    public double? F1 { get; init; }

    public static IReadOnlyList<ClassFigures> Of(IReadOnlyList<string> classes, ConfusionMatrix confusion) =>
    [
        .. classes.Select((name, place) =>
        {
            var (right, support) = (confusion.Counts[place][place], confusion.Counts[place].Sum());
            var predicted = confusion.Counts.Sum(row => row[place]);
            return new ClassFigures
            {
                Class = name,
                Support = support,
                Predicted = predicted,
                Precision = predicted > 0 ? (double)right / predicted : null,
                Recall = support > 0 ? (double)right / support : null,
                F1 = support + predicted > 0 ? 2.0 * right / (support + predicted) : null,
            };
        }),
    ];
}
