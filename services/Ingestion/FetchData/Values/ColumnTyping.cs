using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;
using static Trainyard.Ingestion.FetchData.Values.ColumnProfileKinds;
using static Trainyard.Pipelines.Values.ValueKind;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// Gives each column of texts its type: the one of the schema, or else the narrowest that all its values have, of
/// boolean, integer, number, date, timestamp, and text when there is none. What is nearly something else is a finding
/// or a warning rather than text without a word.
/// </summary>
internal sealed class ColumnTyping(ColumnProfile column, Findings findings, TypingContext context)
{
    public const string WholeNumbers = "a whole number from -9223372036854775808 to 9223372036854775807, such as 42";
    public const string Numbers = "a finite number without thousands separators, such as 1234.5";
    public const string Booleans = "true or false, yes or no, 1 or 0";
    public const string Days = "a day as year-month-day, such as 2001-02-28";
    public const string Times = "a day and a time, such as 2001-02-28T13:45:00";
    private const string OneKindOfTime = "times that all have a zone or all have none";

    private const string SomeZones = "stands among times of which some have a zone and some have none";

    private readonly ColumnComplaints _complaints = new(column, findings, context);
    private readonly ColumnSql _sql = new(column, context.Function);

    /// <summary>Plans a column, or adds a finding and gives null.</summary>
    public static ColumnPlan? Plan(ColumnProfile column, Findings findings, TypingContext context)
    {
        var typing = new ColumnTyping(column, findings, context);
        return column.Declared is { } declared ? typing.Hold(declared) : typing.Infer();
    }

    private ColumnPlan? Hold(ColumnType declared)
    {
        if (column.Format is not null && declared is ColumnType.Date or ColumnType.Timestamp)
            return HoldFormat(declared);
        var (kinds, allowed) = declared switch
        {
            ColumnType.Integer => (Integers, WholeNumbers),
            ColumnType.Number => (AnyNumber, Numbers),
            ColumnType.Boolean => (Truths, Booleans),
            ColumnType.Date => ([Date], Days),
            ColumnType.Timestamp => (TimesOfDay, Times),
            ColumnType.Category or ColumnType.Text => (Enum.GetValues<ValueKind>(), ""),
            _ => throw declared.NotKnown(),
        };
        var numbers = declared is ColumnType.Number or ColumnType.Integer ? NumberReading.Of(column) : null;
        if (numbers is { IsSure: false } && numbers.Count == column.Total)
            return HoldNumbers(numbers, declared);
        if (declared is ColumnType.Date or ColumnType.Timestamp && column.Odd is { Days: > 0 } odd
            && (odd.Days == column.Total || odd.BestDays().Count == column.Total))
            return HoldDays(odd, declared);
        if (column.First([.. Enum.GetValues<ValueKind>().Except(kinds)]) is { } misfit)
            return _complaints.Misfit(OfUnit(misfit), declared, allowed);
        if (declared is ColumnType.Number)
            _complaints.LosesDigits();
        if (numbers is not null)
        {
            _complaints.LikeNulls();
            WarnOfPoints(numbers);
        }

        if (declared is ColumnType.Timestamp && MixesZones(Findings.Schema))
            return null;
        if (declared is ColumnType.Timestamp)
            _complaints.CutsTimes();
        return _sql.Of(declared);
    }

    // Of texts some are numbers with the sign of the unit: only the others misfit.
    private (long Row, string Text, long Count) OfUnit((long Row, string Text, long Count) misfit)
    {
        if (column.Declared is not ColumnType.Number || column.Definition?.Unit is not { } unit
            || NumberReading.Of(column, unit) is not { Count: > 0 } numbers)
            return misfit;
        var (row, text, isSure) = _complaints.Stray(new(GuessKind.Numbers, numbers.Count, numbers));
        return column.First(Sign, NotFinite) is { } other && (!isSure || other.Row < row) ? other
            : (isSure ? (row, text, 0) : misfit) with { Count = column.Total - numbers.Count };
    }

    private ColumnPlan? HoldFormat(ColumnType declared)
    {
        if (column.First(Sign) is { } sign)
            return _complaints.Signs(sign, declared);
        if (!column.Has(Text) && column.Zoned > 0 && column.Zoned < column.Total)
            return _complaints.Refuse(column.First(Timestamp)!.Value, OneKindOfTime, Findings.Schema, SomeZones);
        if (column.First(Text) is { } misfit)
            return _complaints.Refuse(misfit, column.Format!.Pattern, Findings.Schema,
                $"is no {SnapshotTypes.Word(declared)} of the form that the schema gives"
                + _complaints.OtherEpoch(misfit.Text));
        _complaints.CutsTimes();
        _complaints.EarlyTimes();
        return _sql.Times(column.Format!, declared);
    }

    private ColumnPlan? HoldNumbers(NumberReading numbers, ColumnType declared)
    {
        if (!numbers.IsSure && _complaints.AsksOf(numbers))
            return null;
        if (declared is ColumnType.Integer)
            return _complaints.Misfit(
                column.First(Text, Number, Whole)!.Value, declared,
                findings.ShowCells
                    ? $"{WholeNumbers}, or {_complaints.Schema(ColumnType.Number, unit: numbers.Way.Unit)}"
                    : WholeNumbers);
        if (!numbers.Way.IsWayOf(column))
            _complaints.FoundNumbers(numbers);
        _complaints.LoneGroups(numbers);
        _complaints.LosesDigits();
        _complaints.LikeNulls();
        return _sql.Numbers(numbers.Way);
    }

    // The source has commas before the fraction, and no value of the column has.
    private void WarnOfPoints(NumberReading numbers)
    {
        if (!numbers.HasOdd && column.Rules.Numbers.Decimal == ','
            && column.Count(Number, Whole) > column.BarePoints)
            _complaints.FoundNumbers(numbers with { Way = NumberFormat.Plain });
    }

    private ColumnPlan? HoldDays(OddValues odd, ColumnType declared)
    {
        var (forms, count) = odd.BestDays();
        if (forms.Length > 1 && count == column.Total)
            return _complaints.EitherDay(odd, forms);
        var written = odd.Written(forms[0]);
        if (count < column.Total || written.MixesZones || (declared is ColumnType.Date && written.HasTime))
            return _complaints.Misfit(
                column.First(Text)!.Value, declared, declared is ColumnType.Date ? Days : Times);
        _complaints.FoundDays(written.Pattern, declared);
        _complaints.CutsTimes();
        return _sql.Times(FormatOf(written.Pattern), declared);
    }

    private ColumnPlan? Infer()
    {
        if (column.Total == 0)
            return _sql.Of(ColumnType.Category);
        if (column.Has(BeyondCalendar) && column.IsAll([.. TimesOfDay, BeyondCalendar]))
            return _complaints.Refuse(column.First(BeyondCalendar)!.Value, Times, Findings.Source,
                $"is beyond the years 1 to 9999 in UTC{_complaints.MeaningOf(BeyondCalendar)}");
        if (column.Has(Huge) && column.IsAll([.. Integers, Huge]))
            return _complaints.Refuse(column.First(Huge)!.Value, WholeNumbers, Findings.Source,
                "does not fit into 64 bits; declare the column as number or category in the schema"
                + (findings.ShowCells
                    ? $": {_complaints.Schema(ColumnType.Category)} keeps all digits" : ""));
        if (column.Has(ImpossibleDate) && column.IsAll(ImpossibleDate, Date) && column.Has(Date))
            return _complaints.NoDay(column.First(ImpossibleDate)!.Value);
        if (column.Has(ImpossibleTimestamp) && column.IsAll([.. TimesOfDay, ImpossibleTimestamp])
            && !column.IsAll(ImpossibleTimestamp))
            return _complaints.Refuse(column.First(ImpossibleTimestamp)!.Value, Times, Findings.Source,
                $"is no time of the calendar{_complaints.MeaningOf(ImpossibleTimestamp)}");
        var guess = ColumnGuess.Of(column);
        if (guess.Count < column.Total)
            return _complaints.Near(guess) ? _sql.Of(ColumnType.Category) : null;
        return guess.Kind switch
        {
            GuessKind.Words => TakeWords(),
            GuessKind.Numbers => TakeNumbers(guess.Numbers!),
            GuessKind.Booleans => TakeBooleans(),
            GuessKind.Times => TakeTimes(),
            GuessKind.Days => TakeDays(column.Odd!),
            var other => throw new InvalidOperationException($"{other} is no kind of guess."),
        };
    }

    private ColumnPlan? TakeNumbers(NumberReading numbers)
    {
        if (!numbers.IsSure && _complaints.AsksOf(numbers))
            return null;
        if (column.AreTelephones || column.Has(ZeroPadded))
        {
            _complaints.Codes();
            return _sql.Of(ColumnType.Category);
        }

        var type = !numbers.HasOdd && column.IsAll(Bit, Integer) ? ColumnType.Integer : ColumnType.Number;
        if (column.Rules.Says is not TextsAre.Anything && (column.Quoted > 0 || numbers.HasOdd))
            return _complaints.TextsLike(type, column.Bare > 0, null, numbers)
                ? _sql.Of(ColumnType.Category)
                : null;
        if (type is ColumnType.Number)
            _complaints.LosesDigits();
        if (context.NeedsTime)
            return _complaints.NoTime(type);
        _complaints.LikeDays(ColumnType.Integer);
        _complaints.LikeNulls();
        WarnOfPoints(numbers);
        if (!numbers.HasOdd)
            return _sql.Of(type);
        if (!numbers.Way.IsWayOf(column))
            _complaints.FoundNumbers(numbers);
        _complaints.LoneGroups(numbers);
        return _sql.Numbers(numbers.Way);
    }

    private ColumnPlan TakeWords()
    {
        if (!_complaints.LikeDays(ColumnType.Category))
            _complaints.MixedKinds();
        return _sql.Of(ColumnType.Category);
    }

    private ColumnPlan? TakeBooleans()
    {
        if (!column.IsAll(TrueOrFalse))
        {
            _complaints.MixedTruths();
            return _sql.Of(ColumnType.Category);
        }

        return column.Rules.Says is TextsAre.Anything || column.Quoted == 0 ? _sql.Of(ColumnType.Boolean)
            : _complaints.TextsLike(ColumnType.Boolean, column.Bare > 0) ? _sql.Of(ColumnType.Category)
            : null;
    }

    private ColumnPlan? TakeTimes()
    {
        var type = column.IsAll(Date) ? ColumnType.Date : ColumnType.Timestamp;
        if (column.Rules.Says is TextsAre.Texts && column.Has(ZonedTimestamp) && !column.IsAll(ZonedTimestamp))
        {
            _complaints.SomeZones(column.First(Date, Timestamp)!.Value);
            return _sql.Of(ColumnType.Category);
        }

        if (column.Rules.Says is TextsAre.Texts)
            return _complaints.TextsLike(type, false) ? _sql.Of(ColumnType.Category) : null;
        if (type is ColumnType.Timestamp && MixesZones(Findings.Source))
            return null;
        _complaints.CutsTimes();
        return _sql.Of(type);
    }

    private ColumnPlan? TakeDays(OddValues odd)
    {
        var (forms, _) = odd.BestDays();
        if (forms.Length > 1)
            return _complaints.EitherDay(odd, forms);
        var written = odd.Written(forms[0]);
        var type = written.HasTime ? ColumnType.Timestamp : ColumnType.Date;
        if (written.MixesZones)
            return _complaints.Refuse(
                column.First(Text)!.Value, OneKindOfTime, Findings.Source, SomeZones + _complaints.OrWords);
        if (column.Rules.Says is TextsAre.Texts)
            return _complaints.TextsLike(type, false, written.Pattern) ? _sql.Of(ColumnType.Category) : null;
        _complaints.FoundDays(written.Pattern, type);
        _complaints.CutsTimes();
        return _sql.Times(FormatOf(written.Pattern), type);
    }

    private bool MixesZones(string rule)
    {
        if (!column.Has(ZonedTimestamp) || column.IsAll(ZonedTimestamp))
            return false;
        _ = _complaints.Refuse(column.First(Date, Timestamp)!.Value, OneKindOfTime, rule,
            "has no zone, and other values have one"
            + (rule == Findings.Source ? _complaints.MeaningOf(Date, Timestamp) : ""));
        return true;
    }

    private static TimeFormat FormatOf(string pattern) =>
        TimeFormat.TryParse(pattern, out var format, out var problem)
            ? format
            : throw new InvalidOperationException($"{pattern}: {problem}");
}

/// <summary>What else there is to know for the type of a column.</summary>
/// <param name="Use">What the pipeline does with it.</param>
/// <param name="Signs">The signs of a missing value in all columns that have to do without them.</param>
/// <param name="Function">The name that a reader of its values has in SQL.</param>
/// <param name="NeedsTime">Whether the split goes by it.</param>
/// <param name="IsPart">Whether there are more rows than were read.</param>
internal sealed record TypingContext(
    ColumnUse Use, IReadOnlyList<string> Signs, string Function, bool NeedsTime, bool IsPart = false)
{
    /// <summary>The schema that a finding offers.</summary>
    public SchemaLines Lines { get; init; } = SchemaLines.None;

    /// <summary>The columns that a word of another one is a word of, too.</summary>
    public IReadOnlyList<ColumnProfile> OfWords { get; init; } = [];

    /// <summary>Whether the pipeline is right also where the column holds words.</summary>
    public bool MayBeWords { get; init; } = true;
}
