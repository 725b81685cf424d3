using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>What types are called in a sentence.</summary>
internal static class TypeWords
{
    public static string Article(ColumnType type) => type switch
    {
        ColumnType.Integer => "an integer",
        _ => "a " + SnapshotTypes.Word(type),
    };

    public static ColumnType TypeOf(ColumnGuess guess) => guess.Kind switch
    {
        GuessKind.Numbers => ColumnType.Number,
        GuessKind.Booleans => ColumnType.Boolean,
        GuessKind.Days => ColumnType.Date,
        GuessKind.Times => ColumnType.Timestamp,
        var other => throw new InvalidOperationException($"{other} is no type that values could nearly have."),
    };

    public static string Noun(ColumnGuess guess) => guess.Kind switch
    {
        GuessKind.Numbers when guess.Numbers is { HasOdd: true } odd =>
            $"number such as the others ({Mending.Numbers(odd.Way)}"
            + (odd.Way.Unit is { } unit ? $", with {unit})" : ")"),
        GuessKind.Numbers => "number",
        GuessKind.Booleans => "truth value",
        GuessKind.Days => "day or time such as the others",
        GuessKind.Times => "day or time",
        var other => throw new InvalidOperationException($"{other} is no type that values could nearly have."),
    };

    public static string Plural(ColumnGuess guess) => Plural(TypeOf(guess));

    public static string Plural(ColumnType type) => type switch
    {
        ColumnType.Integer => "integers",
        ColumnType.Number => "numbers",
        ColumnType.Boolean => "truth values",
        ColumnType.Date => "dates",
        ColumnType.Timestamp => "timestamps",
        ColumnType.Category or ColumnType.Text => "words",
        _ => throw type.NotKnown(),
    };

    public static string AllowedFor(ColumnType type) => type switch
    {
        ColumnType.Integer => ColumnTyping.WholeNumbers,
        ColumnType.Number => ColumnTyping.Numbers,
        ColumnType.Boolean => ColumnTyping.Booleans,
        ColumnType.Date => ColumnTyping.Days,
        ColumnType.Timestamp => ColumnTyping.Times,
        ColumnType.Category or ColumnType.Text => "a word",
        _ => throw type.NotKnown(),
    };
}
