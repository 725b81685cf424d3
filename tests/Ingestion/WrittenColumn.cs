using System.Globalization;
using Trainyard.Pipelines.Values;

namespace Trainyard.Ingestion.Tests;

/// <summary>A column of texts that are drawn by chance, all written in one way.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">What the schema says of it, or nothing.</param>
/// <param name="Draw">Draws a text.</param>
/// <param name="Misfits">Texts that a row must not bring.</param>
internal sealed record WrittenColumn(
    string Name, string? Schema, Func<Random, string> Draw, params IReadOnlyList<string> Misfits)
{
    /// <summary>Columns of every kind, their numbers in the way of a source.</summary>
    public static IReadOnlyList<WrittenColumn> All(NumberFormat way) =>
    [
        new("whole", null, r => $"{r.Next(-500, 5000)}", "1x", "0x10", "--1"),
        new("counted", "{ type: integer }", r => $"{(r.Next(3) == 0 ? "+" : "")}{r.Next(5000)}", "1x", "half"),
        new("amount", null, r => Number(r, way), "12x", "1 2 3", "n/a", "1e999"),
        new("declared", "{ type: number }", r => Number(r, way), "12x", "?"),
        new("percent", "{ type: number, unit: \"%\" }", r => Number(r, way) + (r.Next(2) == 0 ? "%" : " %"), "5 kg"),
        new("price", "{ type: number, unit: $ }", r => "$" + Number(r, way).TrimStart('-'), "5 kg"),
        new("weight", "{ type: number, unit: kg }", r => Number(r, way) + (r.Next(2) == 0 ? "kg" : " kg"), "5 lb"),
        new("truth", null, r => Any(r, "true", "false", "True", "FALSE"), "2", "perhaps"),
        new("said", "{ type: boolean }", r => Any(r, "yes", "No", "y", "N", "1", "0", "t", "F", "true"), "2", "on"),
        new("day", null, r => Time(r).ToString("yyyy-MM-dd"), "2024-02-30", "30.1.2024", "2024-01-01T10:00"),
        new("moment", null, r => Time(r).ToString(Any(r,
            "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss.fff", "yyyy-MM-ddTHH:mm:ss.fffffff")),
            "2024-02-30T00:00:00", "2024-01-01T10:00:00Z", "10:00", "1700000000"),
        new("zoned", null, r => Time(r).ToString("yyyy-MM-ddTHH:mm:ss") + Any(r, "Z", "+02:00", "-0330", "+05"),
            "2024-01-01T10:00:00", "2024-01-01"),
        new("german", "{ type: timestamp, format: \"dd.MM.yyyy HH:mm[:ss]\" }",
            r => Time(r).ToString(Any(r, "dd.MM.yyyy HH:mm", "d.M.yyyy HH:mm:ss")),
            "31.02.2024 10:00", "03/28/2024 1:00"),
        new("american", "{ type: timestamp, format: \"MM/dd/yyyy hh:mm tt\" }",
            r => Time(r).ToString("MM/dd/yyyy hh:mm tt"), "28/03/2024 01:00 PM", "03/28/2024 13:00 PM x"),
        new("swapped", "{ type: date, format: yyyy-dd-MM }", r => Time(r).ToString("yyyy-dd-MM"), "2024-03-28"),
        new("offset", "{ type: timestamp, format: \"dd.MM.yyyy HH:mm z\" }",
            r => Time(r).ToString("dd.MM.yyyy HH:mm ") + Any(r, "Z", "+02:00", "-03:30"),
            "01.02.2024 10:00", "2024-01-01T10:00:00"),
        new("found", null, r => Time(r).ToString("dd/MM/yyyy HH:mm"), "2024-02-30", "32/01/2024 10:00"),
        new("seconds", "{ type: timestamp, format: epoch_seconds }",
            r => $"{new DateTimeOffset(Time(r), TimeSpan.Zero).ToUnixTimeSeconds()}", "soon", "2024-01-01T10:00:00"),
        new("millis", "{ type: timestamp, format: epoch_millis }",
            r => $"{new DateTimeOffset(Time(r), TimeSpan.Zero).ToUnixTimeMilliseconds()}", "soon"),
        new("word", null, r => Any(r, "small", "big ", " mid", "a b", "ä")),
        new("code", "{ type: category }", r => $"{r.Next(40):D3}"),
        new("id", null, r => $"{(r.Next(2) == 0 ? "+" : "")}{9_007_199_254_740_992 + r.Next(1, 5)}"),
    ];

    private static string Number(Random r, NumberFormat way)
    {
        var number = Math.Round((r.NextDouble() - 0.3) * Math.Pow(10, r.Next(1, 8)), 1 + r.Next(4));
        var digits = Math.Abs(number).ToString("0.0###", CultureInfo.InvariantCulture).Split('.');
        var whole = digits[0];
        for (var at = whole.Length - 3; at > 0 && way.Thousands is { } sign; at -= 3)
            whole = whole.Insert(at, sign.ToString());
        return $"{(number < 0 ? "-" : "")}{whole}{way.Decimal}{digits[1]}";
    }

    // Beyond the twelfth, so that day and month can be told apart.
    private static DateTime Time(Random r) => new DateTime(2020, 1, 1).AddDays(r.Next(1500)) is var day
        ? new DateTime(day.Year, day.Month, 13 + r.Next(15)).AddSeconds(r.Next(86_400)).AddTicks(r.Next(10_000_000))
        : default;

    private static string Any(Random r, params string[] words) => words[r.Next(words.Length)];
}
