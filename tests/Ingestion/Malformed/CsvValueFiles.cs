using static Trainyard.Ingestion.Tests.Malformed.Raw;

namespace Trainyard.Ingestion.Tests.Malformed;

/// <summary>CSV that can be split into fields, with a value that can't be read.</summary>
internal static class CsvValueFiles
{
    public static IEnumerable<BadFile> All =>
    [
        new("csv: NaN among numbers", "a\n1\nNaN\n2.5\n")
        {
            Expected =
            [
                new("source", "a", 2, "NaN",
                    "a finite number without thousands separators, such as 1234.5, or nothing"),
            ],
        },
        new("csv: an infinity among numbers", "a\n1\n-Infinity\n2\ninf\n")
        {
            Expected =
            [
                new("source", "a", 2, "-Infinity",
                    "a finite number without thousands separators, such as 1234.5, or nothing"),
            ],
        },
        new("csv: a number beyond double precision", "a\n1.5\n1e999\n")
        {
            Expected =
            [
                new("source", "a", 2, "1e999",
                    "a finite number without thousands separators, such as 1234.5, or nothing"),
            ],
        },
        new("csv: a whole number beyond 64 bits", "a\n1\n9223372036854775808\n")
        {
            Expected =
            [
                new("source", "a", 2, "9223372036854775808",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("csv: a day that does not exist", "d\n2001-02-28\n2001-02-30\n")
        {
            Expected = [new("source", "d", 2, "2001-02-30", "a day as year-month-day, such as 2001-02-28")],
        },
        new("csv: a time that does not exist", "d\n2001-02-28T10:00:00\n2001-02-28T24:01:00\n")
        {
            Expected = [new("source", "d", 2, "2001-02-28T24:01:00", "a day and a time, such as 2001-02-28T13:45:00")],
        },
        new("csv: times with and without a zone", "d\n2001-02-28T10:00:00Z\n2001-02-28T10:00:00\n")
        {
            Expected = [new("source", "d", 2, "2001-02-28T10:00:00", "times that all have a zone or all have none")],
        },
        new("csv: a word where the schema says integer", "a\n1\ntwo\nthree\n")
        {
            Schema = "a Integer",
            Expected =
            [
                new("schema", "a", 2, "two",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("csv: a fraction where the schema says integer", "a\n1\n2.5\n")
        {
            Schema = "a Integer",
            Expected =
            [
                new("schema", "a", 2, "2.5",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("csv: an integer that does not fit", "a\n-9223372036854775809\n")
        {
            Schema = "a Integer",
            Expected =
            [
                new("schema", "a", 1, "-9223372036854775809",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("csv: a thousands separator", "a\n1\n\"1,234\"\n")
        {
            Schema = "a Number",
            Expected = 
            [
                new("source", "a", 2, "1,234",
                    "schema: { a: { type: number, decimal: \",\" } } or "
                    + "schema: { a: { type: number, decimal: \".\", thousands: \",\" } }"),
            ],
        },
        new("csv: NaN where the schema says number", "a\n1\nnan\n")
        {
            Schema = "a Number",
            Expected = 
            [
                new("schema", "a", 2, "nan",
                    "a finite number without thousands separators, such as 1234.5, or nothing"),
            ],
        },
        new("csv: a hexadecimal number", "a\n0x1F\n")
        {
            Schema = "a Integer",
            Expected =
            [
                new("schema", "a", 1, "0x1F",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("csv: a digit separator", "a\n1_000\n")
        {
            Schema = "a Integer",
            Expected =
            [
                new("schema", "a", 1, "1_000",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("csv: an American date", "d\n2001-02-28\n02/28/2001\n")
        {
            Schema = "d Date",
            Expected = [new("schema", "d", 2, "02/28/2001", "a day as year-month-day, such as 2001-02-28")],
        },
        new("csv: a date without dashes", "d\n20010228\n")
        {
            Schema = "d Date",
            Expected = [new("schema", "d", 1, "20010228", "a day as year-month-day, such as 2001-02-28")],
        },
        new("csv: a day that the calendar lacks", "d\n2001-02-29\n")
        {
            Schema = "d Date",
            Expected = [new("schema", "d", 1, "2001-02-29", "a day as year-month-day, such as 2001-02-28")],
        },
        new("csv: a time where the schema says date", "d\n2001-02-28T10:00:00\n")
        {
            Schema = "d Date",
            Expected = [new("schema", "d", 1, "2001-02-28T10:00:00", "a day as year-month-day, such as 2001-02-28")],
        },
        new("csv: a leap second", "d\n2001-02-28T23:59:60\n")
        {
            Schema = "d Timestamp",
            Expected = [new("schema", "d", 1, "2001-02-28T23:59:60", "a day and a time, such as 2001-02-28T13:45:00")],
        },
        new("csv: zones that are mixed", "d\n2001-02-28T10:00:00+01:00\n2001-02-28\n")
        {
            Schema = "d Timestamp",
            Expected = [new("schema", "d", 2, "2001-02-28", "times that all have a zone or all have none")],
        },
        new("csv: a truth value of another kind", "b\ntrue\nja\n")
        {
            Schema = "b Boolean",
            Expected = [new("schema", "b", 2, "ja", "true or false, yes or no, 1 or 0")],
        },
        new("csv: a two where the schema says boolean", "b\n0\n1\n2\n")
        {
            Schema = "b Boolean",
            Expected = [new("schema", "b", 3, "2", "true or false, yes or no, 1 or 0")],
        },
        new("csv: a long value", "a\n" + new string('y', 100) + "\n")
        {
            Schema = "a Integer",
            Expected =
            [
                new("schema", "a", 1, "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("csv: terminal codes in a value", "a\n\u001b[31mred\n")
        {
            Schema = "a Integer",
            Expected =
            [
                new("schema", "a", 1, "·[31mred",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("csv: two columns at once", "a,b\nx,1\n2,y\n")
        {
            Schema = "a Integer, b Number",
            Expected =
            [
                new("schema", "a", 1, "x",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
                new("schema", "b", 2, "y", "a finite number without thousands separators, such as 1234.5"),
            ],
        },
    ];
}
