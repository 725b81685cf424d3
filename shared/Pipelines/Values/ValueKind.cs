namespace Trainyard.Pipelines.Values;

/// <summary>What the text of one value looks like. Every text is of exactly one kind.</summary>
public enum ValueKind
{
    /// <summary>0 or 1, which is a whole number or a truth value.</summary>
    Bit,

    /// <summary>Any other whole number of 64 bits.</summary>
    Integer,

    /// <summary>A whole number with leading zeros: often a code, such as a postal code, that must keep them.</summary>
    ZeroPadded,

    /// <summary>A whole number beyond 64 bits.</summary>
    Huge,

    /// <summary>A whole number with a decimal point and nothing but zeros behind it.</summary>
    Whole,

    /// <summary>Any other finite number.</summary>
    Number,

    /// <summary>An infinity, or a number beyond double precision.</summary>
    NotFinite,

    /// <summary>true or false, in any case.</summary>
    TrueOrFalse,

    /// <summary>yes, no, y, n, t or f, in any case: a truth value where one is declared, else a word.</summary>
    YesOrNo,

    /// <summary>A day as 2001-02-28.</summary>
    Date,

    /// <summary>Written as a day, but not in the calendar.</summary>
    ImpossibleDate,

    /// <summary>A day and a time as 2001-02-28T13:45:00, the seconds and their fraction optional.</summary>
    Timestamp,

    /// <summary>Written as a day and a time, but not in the calendar or on the clock.</summary>
    ImpossibleTimestamp,

    /// <summary>A day and a time with a zone: Z or an offset.</summary>
    ZonedTimestamp,

    /// <summary>A day and a time with a zone that is beyond the years 1 to 9999 in UTC.</summary>
    BeyondCalendar,

    /// <summary>What commonly says that a value is missing, such as NA or a dash.</summary>
    Sign,

    /// <summary>Anything else.</summary>
    Text,
}
