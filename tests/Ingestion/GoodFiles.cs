using static Trainyard.Ingestion.Tests.Malformed.Raw;

namespace Trainyard.Ingestion.Tests;

/// <summary>What is accepted, and what becomes of it.</summary>
internal static class GoodFiles
{
    public static IEnumerable<GoodFile> All => [.. Csv, .. Json, .. Parquets];

    private static IEnumerable<GoodFile> Csv =>
    [
        new("csv: a byte order mark", "\uFEFFa,b\n1,x\n") { Columns = "a BIGINT, b VARCHAR", Rows = ["1|x"] },
        new("csv: CRLF", "a,b\r\n1,x\r\n2,y\r\n") { Columns = "a BIGINT, b VARCHAR", Rows = ["1|x", "2|y"] },
        new("csv: LF and CRLF mixed", "a,b\n1,x\r\n2,y\n") { Columns = "a BIGINT, b VARCHAR", Rows = ["1|x", "2|y"] },
        new("csv: no line end at the end", "a,b\n1,x\n2,y") { Columns = "a BIGINT, b VARCHAR", Rows = ["1|x", "2|y"] },
        new("csv: an empty last field", "a,b\n1,") { Columns = "a BIGINT, b VARCHAR", Rows = ["1|~"] },
        new("csv: blank lines between rows", "a,b\n\n1,x\n\r\n2,y\n\n")
        {
            Columns = "a BIGINT, b VARCHAR",
            Rows = ["1|x", "2|y"],
        },
        new("csv: blank lines in one column", "a\n1\n\n3\n\"\"\n")
        {
            Columns = "a BIGINT",
            Rows = ["1", "~", "3", "~"],
        },
        new("csv: quoted delimiters, quotes and lines", "a,b\n1,\"x, \"\"y\"\"\nz\"\n\"2\",\"\"\"\"\n")
        {
            Columns = "a BIGINT, b VARCHAR", Rows = ["1|x, \"y\"\nz", "2|\""],
        },
        new("csv: a quoted header", "\"a,1\",\"b\"\"2\",[c]\n1,2,3\n")
        {
            Columns = "a,1 BIGINT, b\"2 BIGINT, [c] BIGINT", Rows = ["1|2|3"],
        },
        new("csv: names like SQL", "select,a'; drop--,öß 日本\n1,2,3\n")
        {
            Columns = "select BIGINT, a'; drop-- BIGINT, öß 日本 BIGINT", Rows = ["1|2|3"],
        },
        new("csv: null values", "a,b\nNA,-\n1,NA\n\"NA\",x\n")
        {
            NullValues = ["NA", "-"], Columns = "a BIGINT, b VARCHAR", Rows = ["~|~", "1|~", "~|x"],
        },
        new("csv: a null value with a quote", "a\nit's\n2\n")
        {
            NullValues = ["it's"], Columns = "a BIGINT",
            Rows = ["~", "2"],
        },
        new("csv: blanks around numbers and days",
            "a,b,c,d\n 1 , 2.5, 2001-02-03,2001-02-03T04:05:06 \n-7,3 ,2001-02-04 ,2001-02-03T04:05\n")
        {
            Columns = "a BIGINT, b DOUBLE, c DATE, d TIMESTAMP",
            Rows = ["1|2.5|2001-02-03|2001-02-03 04:05:06", "-7|3.0|2001-02-04|2001-02-03 04:05:00"],
        },
        new("csv: blanks around texts", "a\n x \ny\n\t\n") { Columns = "a VARCHAR", Rows = ["x", "y", "~"] },
        new("csv: leading zeros", "zip\n01234\n99999\n") { Columns = "zip VARCHAR", Rows = ["01234", "99999"] },
        new("csv: leading zeros declared integer", "n\n007\n-010\n")
        {
            Schema = "n Integer", Columns = "n BIGINT",
            Rows = ["7", "-10"],
        },
        new("csv: whole numbers with a point", "n\n5.0\n6.\n7\n")
        {
            Schema = "n Integer", Columns = "n BIGINT",
            Rows = ["5", "6", "7"],
        },
        new("csv: numbers of every kind", "n\n1\n-2.5\n+3\n.5\n4.\n1e3\n-1.5E-2\n")
        {
            Columns = "n DOUBLE", Rows = ["1.0", "-2.5", "3.0", "0.5", "4.0", "1000.0", "-0.015"],
        },
        new("csv: the ends of 64 bits", "n\n9223372036854775807\n-9223372036854775808\n")
        {
            Columns = "n BIGINT", Rows = ["9223372036854775807", "-9223372036854775808"],
        },
        new("csv: truth values", "b\ntrue\nFALSE\n\nTrue\n")
        {
            Columns = "b BOOLEAN",
            Rows = ["true", "false", "~", "true"],
        },
        new("csv: truth values of every kind", "b\nyes\nNo\n1\n0\ny\nN\nt\nF\nTRUE\n false \n")
        {
            Schema = "b Boolean",
            Columns = "b BOOLEAN",
            Rows = ["true", "false", "true", "false", "true", "false", "true", "false", "true", "false"],
        },
        new("csv: yes and no undeclared", "b\nyes\nno\n") { Columns = "b VARCHAR", Rows = ["yes", "no"] },
        new("csv: days", "d\n2001-02-28\n2000-02-29\n") { Columns = "d DATE", Rows = ["2001-02-28", "2000-02-29"] },
        new("csv: American and German days undeclared", "d,e\n02/28/2001,28.02.2001\n")
        {
            Columns = "d DATE, e DATE", Rows = ["2001-02-28|2001-02-28"],
        },
        new("csv: a column without a name", "a,,c\n1,2,3\n") { Columns = "a BIGINT, c BIGINT", Rows = ["1|3"] },
        new("csv: a column without a name that is named", ",b\n1,2\n")
        {
            Schema = "column0 Integer", Columns = "column0 BIGINT, b BIGINT", Rows = ["1|2"],
        },
        new("csv: a delimiter behind each row", "a,b\n1,2,\n3,4,\n")
        {
            Columns = "a BIGINT, b BIGINT", Rows = ["1|2", "3|4"],
        },
        new("csv: a delimiter behind the header", "a,b,\n1,2\n3,4\n")
        {
            Columns = "a BIGINT, b BIGINT", Rows = ["1|2", "3|4"],
        },
        new("csv: blanks around names", " a , b\n1,2\n") { Columns = "a BIGINT, b BIGINT", Rows = ["1|2"] },
        new("csv: blanks around names that are named", " a , b\n1,2\n")
        {
            Schema = "a Integer", Columns = "a BIGINT, b BIGINT", Rows = ["1|2"],
        },
        new("csv: a null value with blanks", "a,b\n NA,x\n2 , NA \n")
        {
            NullValues = ["NA"], Columns = "a BIGINT, b VARCHAR", Rows = ["~|x", "2|~"],
        },
        new("csv: an index of pandas", "Unnamed: 0,b\n0,2\n") { Columns = "b BIGINT", Rows = ["2"] },
        new("json lines: an empty name", "{\"\": 1, \"b\": 2}\n") { Columns = "b BIGINT", Rows = ["2"] },
        new("json lines: numbers as texts, declared", "{\"a\": \"1.5\"}\n{\"a\": 2}\n")
        {
            Schema = "a Number", Columns = "a DOUBLE", Rows = ["1.5", "2.0"],
        },
        new("parquet: bytes that are text", () => Parquet("SELECT 'mid'::BLOB AS a"))
        {
            Columns = "a VARCHAR", Rows = ["mid"],
        },
        new("parquet: texts with blanks", () => Parquet("SELECT unnest([' x ', 'x', '  ']) AS a"))
        {
            Columns = "a VARCHAR", Rows = ["x", "x", "~"],
        },
        new("parquet: whole numbers of all widths as words", () => Parquet("SELECT 18446744073709551615::UBIGINT AS a"))
        {
            Schema = "a Category", Columns = "a VARCHAR", Rows = ["18446744073709551615"],
        },
        new("csv: times of every kind",
            "t\n2001-02-28\n2001-02-28T01:02\n2001-02-28 01:02:03\n"
            + "2001-02-28T01:02:03.5\n2001-02-28T01:02:03.123456789\n")
        {
            Columns = "t TIMESTAMP",
            Rows =
            [
                "2001-02-28 00:00:00", "2001-02-28 01:02:00", "2001-02-28 01:02:03", "2001-02-28 01:02:03.5",
                "2001-02-28 01:02:03.123456",
            ],
        },
        new("csv: times with zones",
            "t\n2001-02-28T01:02Z\n2001-02-28T01:02:03.1234567+02:00\n"
            + "2001-02-28 01:02:03-0330\n2001-02-28 01:02:03+01\n")
        {
            Columns = "t TIMESTAMP",
            Rows = ["2001-02-28 01:02:00", "2001-02-27 23:02:03.123456", "2001-02-28 04:32:03", "2001-02-28 00:02:03"],
        },
        new("csv: numbers and words", "a\n1\ntwo\n3\n") { Columns = "a VARCHAR", Rows = ["1", "two", "3"] },
        new("csv: thousands separators undeclared", "a\n\"1,234\"\n\"1,234,567\"\n12\n")
        {
            Columns = "a DOUBLE", Rows = ["1234.0", "1234567.0", "12.0"],
        },
        new("csv: the end of the calendar with a zone", "t\n9999-12-31T23:59:59Z\n9999-12-31T23:59:59+05:00\n")
        {
            Columns = "t TIMESTAMP", Rows = ["9999-12-31 23:59:59", "9999-12-31 18:59:59"],
        },
        new("csv: NaN among words", "a\nNaN\nx\n") { Columns = "a VARCHAR", Rows = ["NaN", "x"] },
        new("csv: one class only", "x,y\n1,no\n2,no\n") { Columns = "x BIGINT, y VARCHAR", Rows = ["1|no", "2|no"] },
        new("csv: a constant column", "x,y\n1,5\n2,5\n") { Columns = "x BIGINT, y BIGINT", Rows = ["1|5", "2|5"] },
        new("csv: nothing in a column", "x,y\n1,\n2,\n") { Columns = "x BIGINT, y VARCHAR", Rows = ["1|~", "2|~"] },
        new("csv: nothing in a declared column", "x,y\n1,\n")
        {
            Schema = "y Number", Columns = "x BIGINT, y DOUBLE",
            Rows = ["1|~"],
        },
        new("csv: semicolons", "a;b\n1;\"x;y\"\n")
        {
            Delimiter = ";", Columns = "a BIGINT, b VARCHAR",
            Rows = ["1|x;y"],
        },
        new("csv: tabs", "a\tb\n1\tx\n") { Delimiter = "\t", Columns = "a BIGINT, b VARCHAR", Rows = ["1|x"] },
        new("csv: no header", "1,x\n2,y\n")
        {
            Header = false, Columns = "column0 BIGINT, column1 VARCHAR",
            Rows = ["1|x", "2|y"],
        },
        new("csv: integers declared category", "a\n01\n2\n")
        {
            Schema = "a Category", Columns = "a VARCHAR",
            Rows = ["01", "2"],
        },
        new("csv: a comment sign", "a,b\n#1,x\n") { Columns = "a VARCHAR, b VARCHAR", Rows = ["#1|x"] },
        new("csv: a backslash before a quote", "a,b\n\"x\\\",1\n")
        {
            Columns = "a VARCHAR, b BIGINT",
            Rows = ["x\\|1"],
        },
    ];

    private static IEnumerable<GoodFile> Json =>
    [
        new("json: names that differ from row to row", "[{\"a\": 1}, {\"b\": true, \"a\": 2}, {}, {\"c\": \"x\"}]")
        {
            Columns = "a BIGINT, b BOOLEAN, c VARCHAR", Rows = ["1|~|~", "2|true|~", "~|~|~", "~|~|x"],
        },
        new("json: escapes", "[{\"\\u0061\": \"\\u00e9\\n\\\"\\ud83d\\ude00\"}]")
        {
            Columns = "a VARCHAR",
            Rows = ["é\n\"😀"],
        },
        new("json: a byte order mark", "\uFEFF[{\"a\": 1}]") { Columns = "a BIGINT", Rows = ["1"] },
        new("json: numbers and texts", "[{\"a\": 1}, {\"a\": \"two\"}, {\"a\": 2.50}]")
        {
            Columns = "a VARCHAR",
            Rows = ["1", "two", "2.50"],
        },
        new("json: numbers in texts", "[{\"a\": \"1\"}, {\"a\": \"2\"}]") { Columns = "a VARCHAR", Rows = ["1", "2"] },
        new("json: numbers in texts, declared", "[{\"a\": \"1\"}, {\"a\": 2}]")
        {
            Schema = "a Integer",
            Columns = "a BIGINT", Rows = ["1", "2"],
        },
        new("json: numbers and truth values", "[{\"a\": 1}, {\"a\": true}]")
        {
            Columns = "a VARCHAR",
            Rows = ["1", "true"],
        },
        new("json: null values and empty texts", "[{\"a\": \".\"}, {\"a\": \"\"}, {\"a\": null}, {\"a\": \"x\"}]")
        {
            NullValues = ["."], Columns = "a VARCHAR", Rows = ["~", "~", "~", "x"],
        },
        new("json: days and times", "[{\"a\": \"2001-02-03\", \"b\": \"2001-02-03T04:05:06.789Z\"}]")
        {
            Columns = "a DATE, b TIMESTAMP", Rows = ["2001-02-03|2001-02-03 04:05:06.789"],
        },
        new("json: large and small numbers", "[{\"a\": 1e300}, {\"a\": -0.1}, {\"a\": 12345678901234567890}]")
        {
            Columns = "a DOUBLE", Rows = ["1e+300", "-0.1", "1.2345678901234567e+19"],
        },
        new("json lines: blank lines and CRLF", "{\"a\": 1}\r\n\r\n  \n{\"a\": 2}")
        {
            Columns = "a BIGINT",
            Rows = ["1", "2"],
        },
        new("json lines: an empty object", "{}\n{\"a\": 1}\n") { Columns = "a BIGINT", Rows = ["~", "1"] },
    ];

    private static IEnumerable<GoodFile> Parquets =>
    [
        new("parquet: whole numbers of every width", () => Parquet(
            """
            SELECT 1::TINYINT a, 2::SMALLINT b, 3::INTEGER c, 4::UTINYINT d, 5::UINTEGER e, 6::UBIGINT f,
            7::DECIMAL(30, 0) g
            """))
        {
            Columns = "a BIGINT, b BIGINT, c BIGINT, d BIGINT, e BIGINT, f BIGINT, g BIGINT", Rows = ["1|2|3|4|5|6|7"],
        },
        new("parquet: floats and decimals", () =>
            Parquet("SELECT 0.5::FLOAT a, 1.25::DECIMAL(5, 2) b, 'nan'::DOUBLE c"))
        {
            Columns = "a DOUBLE, b DOUBLE, c DOUBLE", Rows = ["0.5|1.25|~"],
        },
        new("parquet: times of every unit", () => Parquet(
            """
            SELECT TIMESTAMP_S '2001-02-03 04:05:06' a, TIMESTAMP_MS '2001-02-03 04:05:06.789' b,
            TIMESTAMP_NS '2001-02-03 04:05:06.123456789' c, TIMESTAMPTZ '2001-02-03 04:05:06+02' d, DATE '2001-02-03' e
            """))
        {
            Columns = "a TIMESTAMP, b TIMESTAMP, c TIMESTAMP, d TIMESTAMP, e DATE",
            Rows =
            [
                "2001-02-03 04:05:06|2001-02-03 04:05:06.789|2001-02-03 04:05:06.123456|2001-02-03 02:05:06"
                + "|2001-02-03",
            ],
        },
        new("parquet: texts, enumerations, identifiers", () => Parquet(
            "SELECT 'x' a, 'y'::ENUM('x', 'y') b, '6f2b1c1e-0000-4000-8000-000000000001'::UUID c, NULL::VARCHAR d"))
        {
            Columns = "a VARCHAR, b VARCHAR, c VARCHAR, d VARCHAR",
            Rows = ["x|y|6f2b1c1e-0000-4000-8000-000000000001|~"],
        },
        new("parquet: types that the schema changes", () => Parquet(
            """
            SELECT 1 a, 2.0::DOUBLE b, 1 c, TIMESTAMP '2001-02-03' d, DATE '2001-02-03' e, '5' f, 'yes' g,
            '2001-02-03T04:05' h, 7 i
            """))
        {
            Schema = "a Number, b Integer, c Boolean, d Date, e Timestamp, f Integer, g Boolean, h Timestamp,"
                + " i Category",
            Columns = "a DOUBLE, b BIGINT, c BOOLEAN, d DATE, e TIMESTAMP, f BIGINT, g BOOLEAN, h TIMESTAMP, i VARCHAR",
            Rows = ["1.0|2|true|2001-02-03|2001-02-03 00:00:00|5|true|2001-02-03 04:05:00|7"],
        },
    ];
}
