using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;
using static Trainyard.Ingestion.FetchData.Values.ColumnProfileKinds;
using static Trainyard.Ingestion.FetchData.Values.TypeWords;
using static Trainyard.Pipelines.Values.ValueKind;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>What is said of a column: what does not fit, how many such values there are, and the lines that say how
/// they are meant.</summary>
internal sealed partial class ColumnComplaints(ColumnProfile column, Findings findings, TypingContext context)
{
    /// <summary>From this share on what else is there is taken for a slip, and refused.</summary>
    private const double Nearly = 0.95;

    /// <summary>Of more others than this leaves, it is likely that they mean something.</summary>
    private const double NearlyOne = 0.8;

    /// <summary>From this share on it is worth a word.</summary>
    private const double Mostly = 0.5;

    /// <summary>The line that declares the column.</summary>
    public string Schema(
        ColumnType type, string? format = null, string? unit = null, NumberFormat? numbers = null) =>
        context.Lines.With(column.Name, Mending.Column(column.Name, type, format, unit, numbers));

    /// <summary>What goes behind a refusal: the line for words.</summary>
    public string OrWords => !context.MayBeWords ? "" : Lines($"; if the column holds words, write {KeepWords}");

    private string KeepWords => Schema(ColumnType.Category);

    public ColumnPlan? Misfit((long Row, string Text, long Count) misfit, ColumnType declared, string allowed)
    {
        if (column.First(Sign) is { } sign && sign.Row == misfit.Row)
            return Signs(sign, declared);
        var hint = declared is ColumnType.Timestamp && column.IsAll(Bit, Integer) && EpochLine() is { } epoch
            ? $"; as a number of time it is read with {epoch}"
            : "";
        return Refuse(misfit, allowed, Findings.Schema, $"is not {Article(declared)}, as the schema says{Lines(hint)}");
    }

    public ColumnPlan? Signs((long Row, string Text, long Count) sign, ColumnType declared) => Refuse(
        sign, AllowedFor(declared) + ", or nothing", Findings.Schema,
        $"is not {Article(declared)}, as the schema says"
        + (NullLine is { } nulls
            ? Lines(
                $", but a common sign of a missing value: if it means that, write {nulls} into source"
                + Elsewhere(column.Signs))
            : ""));

    public ColumnPlan? Refuse((long Row, string Text, long Count) first, string allowed, string rule, string what)
    {
        var others = first.Count == 1 ? "" : $" {first.Count} values of the column are like that.";
        findings.Add(
            $"{Where(first.Row)}: {Value(first.Text)} {what}. It should be {allowed}.{others}{LeaveOut}",
            column.Name, first.Row, findings.Cell(first.Text), allowed, rule);
        return null;
    }

    /// <summary>Says that most values are something else than words; false where that is refused.</summary>
    public bool Near(ColumnGuess guess)
    {
        if (guess.Kind is GuessKind.Words)
            return LooksLikeMore() || MixedKinds();
        var signs = column.Count(Sign, NotFinite);
        var others = column.Total - guess.Count - signs;
        if (others == 0)
            return NearSigns(guess, signs);
        var share = guess.Count / (double)(column.Total - signs);
        if (share < Mostly)
            return LooksLikeMore() || MixedKinds();
        var (row, text, isSure) = Stray(guess);
        var shaped = (column.Odd?.Shaped ?? 0) + (column.Odd?.NumbersIn(column.Total)?.Count ?? 0);
        // Words alone may be signs of a missing value; what looks like a number or a day is another notation.
        var isMixed = column.Odd is { } odd
            ? others > (others == 1 && shaped == 0 ? 1 : odd.Words - shaped)
            : others > 1;
        var nulls = isMixed ? null
            : Nameable(others > 1 ? column.Odd?.Misses?.Union(column.Signs)
                : isSure ? [.. column.Signs, text] : null);
        var whose = others == 1 ? "it means that the value is" : "such values mean that they are";
        var lines = Lines(
            (isMixed ? " Other notations than one are mixed in it." : "")
            + Choice(nulls, whose, share < NearlyOne || nulls?.Any(text => text.Any(char.IsAsciiDigit)) is true));
        var said = $"{Where(row)}: {Value(text)} is no {Noun(guess)}, and {guess.Count} of {column.Total} values of the"
            + $" column are{(others == 1 ? "" : $"; {others} values are like that")}.";
        var allowed = $"{Plural(guess)} alone, or {KeepWords}";
        if (share < Nearly)
        {
            findings.Warn(
                $"{said} All are read as words.{lines}", column.Name, row, findings.Cell(text), Allowed(allowed));
            return true;
        }

        findings.Add($"{said}{lines}{LeaveOut}", column.Name, row, findings.Cell(text), Allowed(allowed));
        return false;
    }

    /// <summary>Says that texts of a format that has numbers read like numbers; false where that is refused.</summary>
    public bool TextsLike(ColumnType type, bool isMixed, string? format = null, NumberReading? numbers = null)
    {
        var right = Schema(
            type, format, numbers?.Way.Unit, numbers is { HasOdd: true } odd ? odd.Way with { Unit = null } : null);
        var line = Lines($" Write {right} to read them so, or {KeepWords} for words.");
        if (isMixed)
        {
            var (row, text, _) = column.FirstQuoted!.Value;
            findings.Add(
                $"{Where(row)}: {Value(text)} is a text that reads as {Article(type)}, as"
                + $" {column.Total - column.Bare} of {column.Total} values are; the others are"
                + $" {Plural(type)}.{line}{LeaveOut}",
                column.Name, row, findings.Cell(text), Allowed($"{Plural(type)} or texts"));
            return false;
        }

        findings.Warn(
            $"{Column}: all values are texts and read as {Plural(type)}; they are taken as words.{line}",
            column.Name, null, "texts", Allowed(right));
        return true;
    }

    /// <summary>Says where a format that tells texts from all else has both in a column of words; true, as it is
    /// read.</summary>
    public bool MixedKinds()
    {
        if (column.Bare > 0)
            findings.Warn(
                $"{Column}: {column.Bare} of {column.Total} values are no texts, and all are read as words."
                + Lines($" Write {KeepWords} to say that it is so."),
                column.Name, null, $"{column.Total - column.Bare} texts", Allowed(KeepWords));
        return true;
    }

    public void MixedTruths() => findings.Warn(
        $"{Column}: true and false stand beside other ways to say so, and all are read as words."
        + Lines($" Write {Schema(ColumnType.Boolean)} if they mean the same, or {KeepWords}."),
        column.Name, null, "several words for true and false",
        Allowed(Schema(ColumnType.Boolean)));

    /// <summary>Says that whole numbers are taken as words, since they are written as codes or telephone
    /// numbers.</summary>
    public void Codes()
    {
        var first = (column.AreTelephones ? column.First(Integer) : column.First(ZeroPadded))!.Value;
        var what = column.AreTelephones ? "a plus and is long, as all values are, so that all are read as telephone"
            + " numbers" : $"zero, as {first.Count} of {column.Total} values do, so that all are read as codes";
        findings.Warn(
            $"{Where(first.Row)}: {Value(first.Text)} begins with {what}, which are words."
            + Lines($" Write {Schema(ColumnType.Integer)} if they are numbers, or {KeepWords}."),
            column.Name, first.Row, findings.Cell(first.Text),
            Allowed(Schema(ColumnType.Integer)));
    }

    /// <summary>Asks which of two ways is meant, where both may be; false where it is seen.</summary>
    public bool AsksOf(NumberReading numbers)
    {
        if (numbers.Other is null && !numbers.IsAgainstSource)
            return false;
        // What a format knows for a number itself can be read in one way alone.
        var first = (column.BarePoints > 0 ? column.First(Text) : null) ?? column.First(Text, Number, Whole)!.Value;
        var type = column.Declared ?? ColumnType.Number;
        string[] ways =
        [
            .. new[] { numbers.Way, numbers.Other }.OfType<NumberFormat>()
                .Select(way => Schema(type, unit: way.Unit, numbers: way with { Unit = null })),
        ];
        var lines = Lines($" Write {string.Join(", or ", ways)}, or {KeepWords} for words.");
        var what = numbers.Other is null
            ? $"stands in a column of which some values are numbers as the source declares them"
                + $" ({Mending.Numbers(column.Rules.Numbers)}), and all are by {Mending.Numbers(numbers.Way)}"
            : "can be read in two ways, and no value of the column shows which is meant";
        Ask(
            $"{Where(first.Row)}: {Value(first.Text)} {what}.{lines}{LeaveOut}",
            column.Name, first.Row, findings.Cell(first.Text),
            Allowed(string.Join(" or ", ways)));
        return true;
    }

    // Another row may show which is meant.
    private void Ask(string what, string name, long row, string observed, string allowed)
    {
        if (context.IsPart)
            findings.Warn(what, name, row, observed, allowed);
        else
            findings.Add(what, name, row, observed, allowed);
    }

    private bool NearSigns(ColumnGuess guess, long signs)
    {
        var first = column.First(Sign, NotFinite)!.Value;
        var allowed = AllowedFor(TypeOf(guess)) + ", or nothing";
        var isSign = column.First(Sign) is { } sign && sign.Row == first.Row;
        var what = isSign
            ? $"is no {Noun(guess)}, as {guess.Count} of {column.Total} values are, but a common sign of a missing"
            + " value; if it means that the value is missing, name it in null_values"
            : "is not a finite number; if it means that the value is missing, name it in null_values";
        var lines = Lines(
            NullLine is { } nulls
                ? $" Write {nulls} into source{Elsewhere(column.Signs)}, or {KeepWords} for words."
            : $" Write {KeepWords} for words.");
        var others = signs == 1 ? "" : $" {signs} values of the column are like that.";
        var said = $"{Where(first.Row)}: {Value(first.Text)} {what}. It should be {allowed}.{others}{lines}";
        if (guess.Count >= Mostly * column.Total)
        {
            findings.Add(said + LeaveOut, column.Name, first.Row, findings.Cell(first.Text), allowed);
            return false;
        }

        findings.Warn($"{said} All are read as words.", column.Name, first.Row, findings.Cell(first.Text), allowed);
        return true;
    }

    /// <summary>The first value that is not what most are, and whether it is sure that it is.</summary>
    public (long Row, string Text, bool IsSure) Stray(ColumnGuess guess)
    {
        ValueKind[] fitting = guess.Kind switch
        {
            GuessKind.Numbers when guess.Numbers!.Way.Unit is { } unit && unit != column.Definition?.Unit => [],
            GuessKind.Numbers when !OddValues.Reads(guess.Numbers!.Way) => [Bit, Integer, ZeroPadded, Huge],
            GuessKind.Numbers => AnyNumber,
            GuessKind.Booleans => Truths,
            GuessKind.Times => TimesOfDay,
            GuessKind.Days => column.Odd!.HasIso ? TimesOfDay : [],
            var other => throw new InvalidOperationException($"{other} is no type that values could nearly have."),
        };
        var isOdd = guess.Kind is GuessKind.Days || guess.Numbers is { HasOdd: true };
        var strays = Enum.GetValues<ValueKind>().Except(fitting).Except([Sign, NotFinite])
            .Where(kind => kind != Text || !isOdd);
        var known = column.First([.. strays]);
        var text = isOdd ? column.Odd!.Miss ?? OtherOdd(guess, column.Odd) : null;
        return (known, text) switch
        {
            ({ } k, { } t) => k.Row < t.Row ? (k.Row, k.Text, true) : (t.Row, t.Text, true),
            ({ } k, null) => (k.Row, k.Text, true),
            (null, { } t) => (t.Row, t.Text, true),
            (null, null) => column.First(Text) is { } any ? (any.Row, any.Text, false) : (1, "", false),
        };
    }

    // What is understood, and as something else than most values.
    private (long Row, string Text)? OtherOdd(ColumnGuess guess, OddValues odd) => guess.Kind is GuessKind.Days
        ? odd.NumberOfOther() ?? odd.Stray
        : odd.Day ?? odd.NumberOfOther(
            guess.Numbers!.Way.Unit ?? "", guess.Numbers.Way.Unit == column.Definition?.Unit ? "" : null);

    private string LeaveOut => context.Use is ColumnUse.ByDefault
        ? Lines($" To do without the column, write {Mending.Ignore(column.Name)} into source.")
        : "";

    // A line that mends something holds names and values of the file.
    private string Lines(string lines) => findings.ShowCells ? lines : "";

    private string Allowed(string line) => findings.ShowCells ? line : "what the schema can say of a column";

    private string Column => findings.ShowCells ? $"column {Shown.Value(column.Name)}" : "a column";

    private string Where(long row) => $"row {row}, {Column}";

    private string Value(string text) => findings.ShowCells ? $"'{Shown.Value(text)}'" : findings.Cell("");
}
