using static Trainyard.Ingestion.Tests.Malformed.Raw;

namespace Trainyard.Ingestion.Tests.Malformed;

/// <summary>CSV whose form is broken: text, fields, quotes, headers. Each with the one thing that is wrong.</summary>
internal static class CsvFiles
{
    public static IEnumerable<BadFile> All =>
    [
        new("csv: empty file", "")
        {
            Expected = [new("source", null, null, "0 bytes", "at least one row")],
        },
        new("csv: nothing but a byte order mark", Bytes(0xEF, 0xBB, 0xBF))
        {
            Expected = [new("source", null, null, "no rows", "at least one row")],
        },
        new("csv: header only", "a,b\n")
        {
            Expected = [new("source", null, null, "no rows", "at least one row")],
        },
        new("csv: an empty first line", "\na,b\n1,2\n")
        {
            Expected = [new("source", null, null, "an empty line", "a header")],
        },
        new("csv: UTF-16 with a mark", Utf16("a,b\n1,2\n", mark: true))
        {
            Expected = [new("source", null, null, "UTF-16", "UTF-8 text")],
        },
        new("csv: UTF-16 without a mark", Utf16("a,b\n1,2\n", mark: false))
        {
            Expected = [new("source", null, null, "UTF-16", "UTF-8 text")],
        },
        new("csv: UTF-32", Bytes(0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0))
        {
            Expected = [new("source", null, null, "UTF-32", "UTF-8 text")],
        },
        new("csv: Latin-1", Latin1("a,n\nAnna,1\nJos\u00e9,2\n"))
        {
            Expected = [new("source", "a", 2, "bytes that are not UTF-8 (Latin-1 or Windows-1252?)", "UTF-8 text")],
        },
        new("csv: Latin-1 in the header", Latin1("name,stra\u00dfe\nAnna,1\n"))
        {
            Expected = [new("source", null, null, "bytes that are not UTF-8 (Latin-1 or Windows-1252?)", "UTF-8 text")],
        },
        new("csv: a surrogate in UTF-8", Join("a,b\n1,x", Bytes(0xED, 0xA0, 0x80), "\n"))
        {
            Expected = [new("source", "b", 1, "bytes that are not UTF-8 (Latin-1 or Windows-1252?)", "UTF-8 text")],
        },
        new("csv: a NUL byte", "a,b\n1,x\n2,y\0z\n")
        {
            Expected = [new("source", "b", 2, "a NUL byte", "UTF-8 text")],
        },
        new("csv: a gzip file", Bytes(0x1F, 0x8B, 8, 0, 0, 0, 0, 0))
        {
            Expected = [new("source", null, null, "compressed with gzip", "UTF-8 text")],
        },
        new("csv: an Excel workbook", Bytes(0x50, 0x4B, 3, 4, 20, 0, 6, 0))
        {
            Expected = [new("source", null, null, "a zip archive or an Excel workbook", "UTF-8 text")],
        },
        new("csv: a Parquet file", "PAR1 and more")
        {
            Expected = [new("source", null, null, "Parquet", "UTF-8 text")],
        },
        new("csv: too many fields", "a,b\n1,2\n3,4,5\n6,7,8\n")
        {
            Expected = [new("source", null, 2, "3 fields", "2 fields")],
        },
        new("csv: too few fields", "a,b,c\n1,2,3\n4,5\n")
        {
            Expected = [new("source", null, 2, "2 fields", "3 fields")],
        },
        new("csv: an unquoted decimal comma", "a,b\n1,5,2\n")
        {
            Expected = [new("source", null, 1, "3 fields", "2 fields")],
        },
        new("csv: a quote that is never closed", "a,b\n1,\"two\n3,4\n")
        {
            Expected = [new("source", "b", 1, null, "every quoted field is closed")],
        },
        new("csv: a quote inside a field", "a,b\n1,5\" pipe\n")
        {
            Expected =
            [
                new("source", "b", 1, "5", "a field that holds quotes is quoted itself, and its quotes are doubled"),
            ],
        },
        new("csv: text behind a closing quote", "a,b\n1,\"two\"three\n")
        {
            Expected =
            [
                new("source", "b", 1, "two",
                    "a delimiter or the end of the line follows; quotes inside a field are doubled"),
            ],
        },
        new("csv: a blank before a quote", "a,b\n1, \"two\"\n")
        {
            Expected =
            [
                new("source", "b", 1, " ", "a field that holds quotes is quoted itself, and its quotes are doubled"),
            ],
        },
        new("csv: lines that end with CR alone", "a,b\r1,2\r")
        {
            Expected = [new("source", null, null, "a value that is not shown", "lines end with LF or CRLF")],
        },
        new("csv: both line ends in one column", "a\n1\r\n2\n")
        {
            Expected = [new("source", null, null, "LF and CRLF", "LF, or CRLF")],
        },
        new("csv: two columns of one name", "a,b,a\n1,2,3\n")
        {
            Expected = [new("source", "a", null, "a", "each name once")],
        },
        new("csv: two columns that differ in case", "a,b,A\n1,2,3\n")
        {
            Expected = [new("source", "A", null, "A", "each name once")],
        },
        new("csv: a reserved name", "a,file_row_number\n1,2\n")
        {
            Expected = [new("source", "file_row_number", null, "file_row_number", "any other name")],
        },
        new("csv: semicolons", "a;b;c\n1;2;3\n")
        {
            Expected = [new("source", null, null, "1 field", "fields separated by ','")],
        },
        new("csv: tabs", "a\tb\n1\t2\n")
        {
            Expected = [new("source", null, null, "1 field", "fields separated by ','")],
        },
        new("csv: commas where semicolons are said", "a,b\n1,2\n")
        {
            Delimiter = ";",
            Expected = [new("source", null, null, "1 field", "fields separated by ';'")],
        },
        new("csv: a huge field", "a,b\n1," + new string('x', (1 << 20) + 1) + "\n")
        {
            Expected = [new("source", "b", 1, "1048577 bytes", "at most 1048576 bytes")],
        },
        new("csv: a huge line", Repeat("a", ",x", 40 << 20))
        {
            Expected = [new("source", null, null, "over 16 MiB", "at most 16 MiB in a row")],
        },
        new("csv: too many columns", string.Join(',', Enumerable.Range(0, 10_001).Select(i => $"c{i}")) + "\n")
        {
            Expected = [new("source", null, null, "10001 columns", "at most 10000 columns")],
        },
        new("csv: a huge quoted field", "a,b\n1,\"" + new string('x', 40 << 20) + "\"\n")
        {
            Expected = [new("source", null, 1, "over 16 MiB", "at most 16 MiB in a row")],
        },
    ];
}
