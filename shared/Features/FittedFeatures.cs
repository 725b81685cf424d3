using System.Text.Json;

namespace Trainyard.Features;

/// <summary>
/// Features fitted on a training part: named steps whose parameters are data. The same object makes columns for training
/// and rows for serving, so the two can't differ.
/// </summary>
public sealed class FittedFeatures
{
    /// <summary>The schema name that artifact references to a manifest carry.</summary>
    public const string Schema = "features/1";

    /// <summary>The raw columns that a row must bring, in the order that <see cref="ReadRow"/> uses.</summary>
    public IReadOnlyList<InputColumn> Inputs { get; private init; } = [];

    /// <summary>The features that come out, without values: name, kind, cardinality.</summary>
    public IReadOnlyList<MatrixColumn> Outputs { get; private init; } = [];

    /// <summary>The target: name, task and classes, without values.</summary>
    public MatrixLabel Target { get; private init; } = null!;

    /// <summary>Reads a manifest.</summary>
    public static FittedFeatures Read(ReadOnlySpan<byte> json) => throw new NotImplementedException();

    /// <summary>Writes the manifest: equal features give equal bytes.</summary>
    public byte[] Write() => throw new NotImplementedException();

    /// <summary>Reads one row of a request; says every problem by column. Empty means that the row is good.</summary>
    public IReadOnlyList<RowProblem> ReadRow(JsonElement row, Span<Cell> cells) => throw new NotImplementedException();

    /// <summary>Makes the features of one row: the very values that the same row has by columns.</summary>
    public void Apply(ReadOnlySpan<Cell> cells, Span<float> features) => throw new NotImplementedException();
}

/// <summary>A raw column that features are made from.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="Type">Its type.</param>
public sealed record InputColumn(string Name, ColumnType Type);

/// <summary>What is wrong with a value of a request.</summary>
/// <param name="Column">The column.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record RowProblem(string Column, string Message);

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
}
