using static Trainyard.Ingestion.Tests.Malformed.Raw;

namespace Trainyard.Ingestion.Tests.Malformed;

/// <summary>Parquet that can't be read or does not fit, each with what is wrong.</summary>
internal static class ParquetFiles
{
    public static IEnumerable<BadFile> All =>
    [
        new("parquet: no Parquet", "a,b\n1,2\n3,4\n")
        {
            Expected = [new("source", null, null, "a file that does not begin with PAR1", "a Parquet file")],
        },
        new("parquet: too short", "PAR1PAR1")
        {
            Expected = [new("source", null, null, "a file that does not begin with PAR1", "a Parquet file")],
        },
        new("parquet: cut short", () => Parquet("SELECT range AS a FROM range(1000)")[..^100])
        {
            Expected = [new("source", null, null, "no footer at the end", "a whole Parquet file")],
        },
        new("parquet: a damaged footer", () => Damage(Parquet("SELECT range AS a FROM range(1000)"),
            fromEnd: 60, length: 40))
        {
            Expected = [new("source", null, null, "damaged bytes", "a whole Parquet file")],
        },
        new("parquet: damaged pages", () => Damage(Parquet("SELECT range AS a FROM range(1000)"),
            fromEnd: 3000, length: 200))
        {
            Expected = [new("source", null, null, "damaged bytes", "a whole Parquet file")],
        },
        new("parquet: no rows", () => Parquet("SELECT 1 AS a WHERE false"))
        {
            Expected = [new("source", null, null, "no rows", "at least one row")],
        },
        new("parquet: a list", () => Parquet("SELECT 1 AS a, [1, 2] AS b"))
        {
            Expected =
            [
                new("source", "b", null, "INTEGER[]", "whole numbers, numbers, booleans, texts, dates and timestamps"),
            ],
        },
        new("parquet: a struct", () => Parquet("SELECT {'x': 1} AS a"))
        {
            Expected =
            [
                new("source", "a", null, "STRUCT(x INTEGER)",
                    "whole numbers, numbers, booleans, texts, dates and timestamps"),
            ],
        },
        new("parquet: a map", () => Parquet("SELECT MAP {'x': 1} AS a"))
        {
            Expected =
            [
                new("source", "a", null, "MAP(VARCHAR, INTEGER)",
                    "whole numbers, numbers, booleans, texts, dates and timestamps"),
            ],
        },
        new("parquet: bytes that are no text", () => Parquet("SELECT 'x'::BLOB AS a UNION ALL SELECT '\\xFF'::BLOB"))
        {
            Expected = [new("source", "a", 2, "\\xFF", "UTF-8 text")],
        },
        new("parquet: a time of day", () => Parquet("SELECT TIME '10:00' AS a, INTERVAL 1 DAY AS b"))
        {
            Expected =
            [
                new("source", "a", null, "TIME", "whole numbers, numbers, booleans, texts, dates and timestamps"),
                new("source", "b", null, "INTERVAL", "whole numbers, numbers, booleans, texts, dates and timestamps"),
            ],
        },
        new("parquet: a reserved name", () => Parquet("SELECT 1 AS file_row_number"))
        {
            Expected = [new("source", "file_row_number", null, "file_row_number", "any other name")],
        },
        new("parquet: an infinity", () => Parquet("SELECT 1.5::DOUBLE AS a UNION ALL SELECT 'inf'::DOUBLE"))
        {
            Expected = [new("source", "a", 2, "inf", "a finite number without thousands separators, such as 1234.5")],
        },
        new("parquet: an unsigned number beyond 64 bits",
            () => Parquet("SELECT 1::UBIGINT AS a UNION ALL SELECT 18446744073709551615::UBIGINT"))
        {
            Expected =
            [
                new("source", "a", 2, "18446744073709551615",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("parquet: a decimal beyond 64 bits", () => Parquet("SELECT 100000000000000000000::DECIMAL(30, 0) AS a"))
        {
            Expected =
            [
                new("source", "a", 1, "100000000000000000000",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("parquet: booleans where the schema says integer", () => Parquet("SELECT true AS a"))
        {
            Schema = "a Integer",
            Expected = [new("schema", "a", null, "boolean", "integer")],
        },
        new("parquet: texts where the schema says boolean",
            () => Parquet("SELECT 'yes' AS a UNION ALL SELECT 'perhaps'"))
        {
            Schema = "a Boolean",
            Expected = [new("schema", "a", 2, "perhaps", "true or false, yes or no, 1 or 0")],
        },
        new("parquet: fractions where the schema says integer",
            () => Parquet("SELECT unnest([1.0, 2.5, 3.5])::DOUBLE AS a"))
        {
            Schema = "a Integer",
            Expected =
            [
                new("schema", "a", 2, "2.5",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("parquet: times where the schema says date",
            () => Parquet("SELECT TIMESTAMP '2001-02-03' AS a UNION ALL SELECT TIMESTAMP '2001-02-03 04:05:06'"))
        {
            Schema = "a Date",
            Expected = [new("schema", "a", 2, "2001-02-03 04:05:06", "a day without a time")],
        },
        new("parquet: a day after the year 9999",
            () => Parquet("SELECT DATE '2001-02-03' AS a UNION ALL SELECT DATE '20231-02-03'"))
        {
            Expected = [new("source", "a", 2, "20231-02-03", "a day of the years 1 to 9999")],
        },
        new("parquet: a time after the year 9999",
            () => Parquet("SELECT 1 AS b, TIMESTAMP '2001-02-03' AS a UNION ALL SELECT 2, TIMESTAMP '10000-01-01'"))
        {
            Schema = "a Timestamp",
            Expected = [new("schema", "a", 2, "10000-01-01 00:00:00", "a time of the years 1 to 9999")],
        },
        new("parquet: a time without end", () => Parquet("SELECT TIMESTAMP 'infinity' AS a"))
        {
            Expected = [new("source", "a", 1, "infinity", "a time of the years 1 to 9999")],
        },
        new("parquet: a far day where the schema says timestamp",
            () => Parquet("SELECT DATE '2001-02-03' AS a UNION ALL SELECT DATE '20231-02-03'"))
        {
            Schema = "a Timestamp",
            Expected = [new("schema", "a", 2, "20231-02-03", "a day of the years 1 to 9999")],
        },
        new("parquet: a two where the schema says boolean", () => Parquet("SELECT unnest([0, 1, 2]) AS a"))
        {
            Schema = "a Boolean",
            Expected = [new("schema", "a", 3, "2", "true or false, yes or no, 1 or 0")],
        },
        new("parquet: American dates where the schema says date",
            () => Parquet("SELECT '2001-02-03' AS a UNION ALL SELECT '02/03/2001'"))
        {
            Schema = "a Date",
            Expected = [new("schema", "a", 2, "02/03/2001", "a day as year-month-day, such as 2001-02-28")],
        },
    ];
}
