using Trainyard.Pipelines.Definition;
using static Trainyard.Pipelines.Values.ValueKind;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>What most values of a column are.</summary>
internal enum GuessKind
{
    Words,
    Numbers,
    Booleans,
    Times,
    Days,
}

/// <summary>The kinds of value that make up a type.</summary>
internal static class ColumnProfileKinds
{
    public static readonly ValueKind[] Integers = [Bit, Integer, ZeroPadded, Whole];
    public static readonly ValueKind[] AnyNumber = [Bit, Integer, ZeroPadded, Whole, Huge, Number];
    public static readonly ValueKind[] Truths = [Bit, TrueOrFalse, YesOrNo];
    public static readonly ValueKind[] TimesOfDay = [Date, Timestamp, ZonedTimestamp];

    /// <summary>Whether numbers written so are what the pipeline file says of the column.</summary>
    public static bool IsWayOf(this NumberFormat way, ColumnProfile column) =>
        way with { Unit = null } == column.Rules.Numbers && (way.Unit is null || way.Unit == column.Definition?.Unit);
}

/// <summary>The type that fits most values of a column which declares none.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Numbers">How numbers are written.</param>
internal sealed record ColumnGuess(GuessKind Kind, long Count, NumberReading? Numbers = null)
{
    /// <summary>Zeros in front of so many of a column's numbers are no slip: they are codes.</summary>
    private const double MostSlips = 0.05;

    public static ColumnGuess Of(ColumnProfile column)
    {
        var numbers = NumberReading.Of(column);
        ColumnGuess[] guesses =
        [
            new(GuessKind.Numbers, AreCodes(column, numbers) ? 0 : numbers.Count, numbers),
            new(GuessKind.Booleans, column.Has(TrueOrFalse) ? column.Count(ColumnProfileKinds.Truths) : 0),
            new(GuessKind.Times, column.Count(ColumnProfileKinds.TimesOfDay)),
            new(GuessKind.Days, column.Odd?.BestDays().Count ?? 0),
        ];
        var best = guesses.MaxBy(guess => guess.Count)!;
        return best.Count > 0 ? best : new(GuessKind.Words, AreCodes(column, numbers) ? column.Total : 0);
    }

    /// <summary>What a schema would say of a column: what most of its values are.</summary>
    public static string LineOf(ColumnProfile column)
    {
        var guess = Of(column);
        if (column.AreTelephones || guess.Count + column.Count(Sign, NotFinite) < column.Total)
            return Mending.Column(column.Name, ColumnType.Category);
        var way = guess.Numbers is { HasOdd: true } odd ? odd.Way : null;
        return guess.Kind switch
        {
            GuessKind.Words => Mending.Column(column.Name, ColumnType.Category),
            GuessKind.Numbers => Mending.Column(
                column.Name,
                way is null && !column.Has(ValueKind.Number) && !column.Has(Huge) ? ColumnType.Integer
                    : ColumnType.Number,
                unit: way?.Unit, numbers: way is null || way with { Unit = null } == column.Rules.Numbers ? null : way),
            GuessKind.Booleans => Mending.Column(column.Name, ColumnType.Boolean),
            GuessKind.Times => Mending.Column(
                column.Name, column.Has(Timestamp) || column.Has(ZonedTimestamp) ? ColumnType.Timestamp
                    : ColumnType.Date),
            GuessKind.Days => OfDays(column.Name, column.Odd!),
            var other => throw new InvalidOperationException($"{other} is no kind of guess."),
        };
    }

    private static string OfDays(string column, OddValues odd)
    {
        var written = odd.Written(odd.BestDays().Forms[0]);
        return Mending.Column(
            column, written.HasTime ? ColumnType.Timestamp : ColumnType.Date, written.Pattern);
    }

    /// <summary>Whether the column holds codes such as postal codes: whole numbers of which some begin with
    /// zero.</summary>
    private static bool AreCodes(ColumnProfile column, NumberReading numbers) => column.Has(ZeroPadded)
        && (column.Digits.Least == column.Digits.Most || column.Count(ZeroPadded) > MostSlips * numbers.Count);
}
