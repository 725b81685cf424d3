using System.Text.Json.Serialization;

using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Fitted;

/// <summary>A raw column that features are made from.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="Type">Its type.</param>
public sealed record InputColumn(string Name, ColumnType Type)
{
    /// <summary>Whether a value may be missing. Default: true.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>Words: whether blanks around one count for nothing. Default: false, which is how models were trained
    /// before there was a choice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Trims { get; init; }

    /// <summary>Words: whether the empty one means that the value is missing. Default: false, as for
    /// <see cref="Trims"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool EmptyIsMissing { get; init; }

    /// <summary>Words that are all whole numbers, such as ids: a row may bring them without quotes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWhole { get; init; }

    /// <summary>Numbers: the smallest value that the schema of the pipeline allows. Default: any.</summary>
    public double? Min { get; init; }

    /// <summary>Numbers: the largest value that it allows. Default: any.</summary>
    public double? Max { get; init; }

    /// <summary>Words: the only ones that it allows; absent where it allows any.</summary>
    public IReadOnlyList<string>? Values { get; init; }
}

/// <summary>What is wrong with a value of a request.</summary>
/// <param name="Column">The column.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record RowProblem(string Column, string Message);
