using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Rows;

/// <summary>One raw value: a number, a word, a time, or nothing.</summary>
public readonly record struct Cell
{
    /// <summary>Whether there is no value.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>Integer, number, boolean (0 or 1); date and timestamp: microseconds since 1970.</summary>
    public double Number { get; private init; }

    /// <summary>Category or text.</summary>
    public string? Word { get; private init; }

    /// <summary>No value.</summary>
    public static Cell Missing => new() { IsMissing = true };

    /// <summary>A number; NaN is missing.</summary>
    public static Cell Of(double number) => double.IsNaN(number) ? Missing : new() { Number = number };

    /// <summary>A word; null is missing.</summary>
    public static Cell Of(string? word) => word is null ? Missing : new() { Word = word };

    /// <summary>A date, timestamp, number or truth as text: the way it stands in a request, without quotes.</summary>
    public string ToText(ColumnType type) => IsMissing ? "" : Word ?? WordSource.Write(Number, type);
}
