using System.Text.Json.Serialization;

using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Values;

namespace Trainyard.Features.Fitted;

/// <summary>A raw column that features are made from, with all that a row must be read by.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="Type">Its type.</param>
public sealed record InputColumn(string Name, ColumnType Type)
{
    /// <summary>Whether a value may be missing. Default: true.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>How its values are written in the source. Default: the way that needs no option.</summary>
    public ColumnForm? Form { get; init; }

    /// <summary>Words: whether the empty one means that the value is missing. Default: false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool EmptyIsMissing { get; init; }

    /// <summary>Words that are all whole numbers, such as ids: a row may bring them without quotes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWhole { get; init; }

    /// <summary>Words that were whole numbers where training read them: +5 and 5 are one word.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WasNumber { get; init; }

    /// <summary>Numbers: the smallest value that the schema of the pipeline allows. Default: any.</summary>
    public double? Min { get; init; }

    /// <summary>Numbers: the largest value that it allows. Default: any.</summary>
    public double? Max { get; init; }

    /// <summary>Words: the only ones that it allows; absent where it allows any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What the quality rules of the pipeline say of it; absent where they say nothing.</summary>
    public IReadOnlyList<InputRule>? Rules { get; init; }
}

/// <summary>A quality rule of the pipeline about the values of a column.</summary>
public sealed record InputRule
{
    /// <summary>The smallest value allowed. Default: any.</summary>
    public double? Min { get; init; }

    /// <summary>The largest value allowed. Default: any.</summary>
    public double? Max { get; init; }

    /// <summary>The only values allowed, as text. Default: any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether a row that breaks it is answered, and warned about. Default: false; it is refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Warns { get; init; }
}

/// <summary>What is wrong with a value of a request, or what a person should know of it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record RowProblem(string Column, string Message)
{
    /// <summary>Whether the row is answered all the same.</summary>
    public bool IsWarning { get; init; }

    /// <summary>What it is about, where of each column only the first is worth telling, whatever its value; null where
    /// each message is.</summary>
    public string? About { get; init; }
}
