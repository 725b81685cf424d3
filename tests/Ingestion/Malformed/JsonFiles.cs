using static Trainyard.Ingestion.Tests.Malformed.Raw;

namespace Trainyard.Ingestion.Tests.Malformed;

/// <summary>JSON that is no array of rows, each with the one thing that is wrong.</summary>
internal static class JsonFiles
{
    public static IEnumerable<BadFile> All =>
    [
        new("json: empty file", "")
        {
            Expected = [new("source", null, null, "0 bytes", "at least one row")],
        },
        new("json: blanks only", " \n\n")
        {
            Expected = [new("source", null, null, "no rows", "at least one row")],
        },
        new("json: no rows", "[]")
        {
            Expected = [new("source", null, null, "no rows", "at least one row")],
        },
        new("json: an object at the top", "{\"a\": 1}")
        {
            Expected = [new("source", null, null, "an object", "an array of objects")],
        },
        new("json: objects line by line", "{\"a\": 1}\n{\"a\": 2}\n")
        {
            Expected = [new("source", null, null, "an object", "an array of objects")],
        },
        new("json: a number at the top", "5")
        {
            Expected = [new("source", null, null, "a single value", "an array of objects")],
        },
        new("json: an array of numbers", "[1, 2]")
        {
            Expected = [new("source", null, 1, "a number", "an object")],
        },
        new("json: a null among rows", "[{\"a\": 1}, null]")
        {
            Expected = [new("source", null, 2, "null", "an object")],
        },
        new("json: an array of arrays", "[[1, 2], [3, 4]]")
        {
            Expected = [new("source", null, 1, "an array", "an object")],
        },
        new("json: cut short in an object", "[{\"a\": 1},\n {\"a\": ")
        {
            Expected = [new("source", null, 2, "the end", "everything opened is closed")],
        },
        new("json: cut short in a text", "[{\"a\": \"wor")
        {
            Expected = [new("source", null, 1, "\"wor", "everything opened is closed")],
        },
        new("json: cut short between rows", "[{\"a\": 1}, ")
        {
            Expected = [new("source", null, 2, "the end", "everything opened is closed")],
        },
        new("json: a comma before the closing bracket", "[{\"a\": 1},\n]")
        {
            Expected = [new("source", null, 2, ",", "no comma behind the last value")],
        },
        new("json: a comma before the closing brace", "[{\"a\": 1,}]")
        {
            Expected = [new("source", null, 1, ",", "no comma behind the last value")],
        },
        new("json: a comma that is missing", "[{\"a\": 1}\n{\"a\": 2}]")
        {
            Expected =
            [
                new("source", null, 2, "{\"a\": 2}]", "a comma between objects, or one object a line in json_lines"),
            ],
        },
        new("json: single quotes", "[{'a': 1}]")
        {
            Expected = [new("source", null, 1, "a value that is not shown", "texts and names in double quotes")],
        },
        new("json: a comment", "[{\"a\": 1} // one\n]")
        {
            Expected = [new("source", null, 2, "// one", "no comments")],
        },
        new("json: NaN", "[{\"a\": NaN}]")
        {
            Expected = [new("source", null, 1, "NaN", "null where a value is missing")],
        },
        new("json: an infinity", "[{\"a\": -Infinity}]")
        {
            Expected = [new("source", null, 1, "-Infinity", "null where a value is missing")],
        },
        new("json: something behind the array", "[{\"a\": 1}] x")
        {
            Expected = [new("source", null, null, "x", "nothing behind the closing bracket")],
        },
        new("json: a nested object", "[{\"a\": 1, \"b\": 1}, {\"a\": 1, \"b\": {\"c\": [2]}}]")
        {
            Expected = [new("source", "b", 2, "an object", "a string, a number, true, false or null")],
        },
        new("json: a nested array", "[{\"a\": [1, 2], \"b\": 1}, {\"a\": [3], \"b\": 1}]")
        {
            Expected = [new("source", "a", 1, "an array", "a string, a number, true, false or null")],
        },
        new("json: a name twice in an object", "[{\"a\": 1}, {\"a\": 1, \"a\": 2}]")
        {
            Expected = [new("source", "a", 2, "the same name twice", "each name once in an object")],
        },
        new("json: names that differ in case", "[{\"a\": 1}, {\"A\": 2}]")
        {
            Expected = [new("source", "A", null, "A", "each name once")],
        },
        new("json: Latin-1", Latin1("[{\"a\": \"Jos\u00e9\"}]"))
        {
            Expected = [new("source", "a", 1, "bytes that are not UTF-8 (Latin-1 or Windows-1252?)", "UTF-8 text")],
        },
        new("json: UTF-16", Utf16("[{\"a\": 1}]", mark: true))
        {
            Expected = [new("source", null, null, "UTF-16", "UTF-8 text")],
        },
        new("json: half a surrogate pair", "[{\"a\": \"\\ud800\"}]")
        {
            Expected = [new("source", "a", 1, "half of a surrogate pair", "UTF-8 text")],
        },
        new("json: a NUL character", "[{\"a\": \"x\\u0000y\"}]")
        {
            Expected = [new("source", "a", 1, "a NUL character", "UTF-8 text")],
        },
        new("json: a huge text", "[{\"a\": \"" + new string('x', (1 << 20) + 1) + "\"}]")
        {
            Expected = [new("source", "a", 1, "1048577 bytes", "at most 1048576 bytes")],
        },
        new("json: a text without an end", "[{\"a\": \"" + new string('x', 40 << 20))
        {
            Expected = [new("source", null, 1, "over 16 MiB", "at most 16 MiB")],
        },
        new("json: nested beyond all measure", new string('[', 100_000))
        {
            Expected = [new("source", null, 1, "an array", "an object")],
        },
        new("json: a word where the schema says integer", "[{\"a\": 1}, {\"a\": \"two\"}]")
        {
            Schema = "a Integer",
            Expected =
            [
                new("schema", "a", 2, "two",
                    "a whole number from -9223372036854775808 to 9223372036854775807, such as 42"),
            ],
        },
        new("json: a truth value where the schema says number", "[{\"a\": 1.5}, {\"a\": true}]")
        {
            Schema = "a Number",
            Expected = [new("schema", "a", 2, "true", "a finite number without thousands separators, such as 1234.5")],
        },
        new("json: a number beyond double precision", "[{\"a\": 1}, {\"a\": 1e999}]")
        {
            Expected =
            [
                new("source", "a", 2, "1e999",
                    "a finite number without thousands separators, such as 1234.5, or nothing"),
            ],
        },
    ];
}
