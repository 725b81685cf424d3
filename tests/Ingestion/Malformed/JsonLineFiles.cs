using static Trainyard.Ingestion.Tests.Malformed.Raw;

namespace Trainyard.Ingestion.Tests.Malformed;

/// <summary>Lines of JSON that are no rows, each with the one thing that is wrong.</summary>
internal static class JsonLineFiles
{
    public static IEnumerable<BadFile> All =>
    [
        new("json lines: one bad line", "{\"a\": 1}\n\n{\"a\": }\n{\"a\": 3}\n")
        {
            Expected = [new("source", null, 2, "}", "null where a value is missing")],
        },
        new("json lines: a line cut short", "{\"a\": 1}\n{\"a\": 2")
        {
            Expected = [new("source", null, 2, "the end", "everything opened is closed")],
        },
        new("json lines: two objects in a line", "{\"a\": 1} {\"a\": 2}\n")
        {
            Expected =
            [
                new("source", null, 2, "{\"a\": 2}", "a comma between objects, or one object a line in json_lines"),
            ],
        },
        new("json lines: an array", "[{\"a\": 1}]\n")
        {
            Expected = [new("source", null, 1, "an array", "an object")],
        },
        new("json lines: a scalar line", "{\"a\": 1}\n5\n")
        {
            Expected = [new("source", null, 2, "a number", "an object")],
        },
        new("json lines: a line without an end", "{\"a\": \"" + new string('x', 40 << 20))
        {
            Expected = [new("source", null, 1, "over 16 MiB", "at most 16 MiB")],
        },
        new("json lines: blank lines only", "\n\n")
        {
            Expected = [new("source", null, null, "no rows", "at least one row")],
        },
    ];
}
