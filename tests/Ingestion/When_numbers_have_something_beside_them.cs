using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.Tests;

/// <summary>One number with the same beside it in all values is never a word in silence; a name that holds a number
/// is.</summary>
public sealed class When_numbers_have_something_beside_them : IDisposable
{
    private const int Rows = 120;

    /// <summary>Columns that are read together: what is said of one file has a bound.</summary>
    private const int Together = 20;

    /// <summary>Numbers, n for one with a fraction and w for a whole one, with something beside them.</summary>
    private static readonly string[] Numbers =
    [
        "${n}K", "€{n}M", "US${n}M", "${n} million", "USD {n} p.a.", "{n} mg/L", "{n} mg/dL", "{n} W/m2", "{n} L/100km",
        "{n} µg/m³", "${n}/mo", "€{n}/kg", "{n} €/kg", "{n}% p.a.", "{w}¢", "{n}x", "{n}\"", "{n}'", "5'{f}\"", "{n} Ω",
        "{n} pts.", "{n} (kg)", "({n} kg)", "{n}×10^3", "{n} x 10^3", "{n}·10³", "{w}/100", "{n}/5", "{n}:1", "{n}N",
        "{n}° S", "{w}y 6m", "ca. {n}", "approx {w}", "~{w} kg", "'23-03-1{f}", "2023-08{f}", "{n} kg", "{n} KG",
        "{w}mm", "{w} sq ft", "{w} ppm", "{n} deg C", "{n}K", "Rs. {n}",
    ];

    /// <summary>What could be a name of a few things, and is none of many.</summary>
    private static readonly string[] Wide = ["No. {w}", "under {w}", "Room {w}", "#{w}", "{w} People", "{w}B"];

    /// <summary>Names, f for one digit.</summary>
    private static readonly string[] Names =
    [
        "B{w}", "A-{w}", "Boeing 7{f}7", "19{f}0s", "v{f}.{f}.{f}", "192.168.1.{w}", "+1 555 100{w}",
        "555-100-{w}", "SW{f} 7AB", "1{f}3{w} AB{f}", "D-1234{f}", "GTX 10{f}0", "q{f} 2024", "size {f}",
        "{w} Main Street", "Main Street {w} b", "{f}A", "2023/00{f}", "Python 3.{f}", "Windows {f}", "J{f}.{f}",
        "{f}.0 TDI {f}", "v1.{f}", "{f}th", "{f}-10", "iPhone {f}", "({f},10]", "1234-B{f}", "LH{w}", "{f} Series",
    ];

    private readonly Yard _yard = new();

    public static TheoryData<int, string> Draws => new() { { 4, "" }, { Rows, "" }, { Rows, "NA" }, { 4, "-" } };

    [Theory]
    [MemberData(nameof(Draws))]
    public async Task Should_say_so(int different, string sign)
    {
        foreach (var kinds in (different == Rows ? [.. Numbers, .. Wide] : Numbers).Chunk(Together))
        {
            var said = (await Read(kinds, different, sign)).Where(IsOfNumbers).ToDictionary(one => one.Column!);

            Assert.Empty(kinds.Where((_, i) => !said.ContainsKey($"c{i}")));
            Assert.All(said.Values, one =>
            {
                Assert.Contains($"{one.Column}: category", one.Message, StringComparison.Ordinal);
                Assert.Equal(sign.Length == 0 ? 1 : 2, one.Row);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public async Task Should_leave_names_alone(int different, string sign) =>
        Assert.Empty((await Read(Names, different, sign)).Where(IsOfNumbers).Select(one => one.Message));

    /// <summary>A line that confirms them ends it.</summary>
    [Fact]
    public async Task Should_be_silenced_by_the_schema() => Assert.Empty(await Read(
        Numbers, Rows, "",
        $"schema: {{ {string.Join(", ", Numbers.Select((_, i) => $"c{i}: category"))}, y: category }}"));

    public void Dispose() => _yard.Dispose();

    /// <summary>The sign of a missing value among words is another matter.</summary>
    private static bool IsOfNumbers(Finding said) => said.Message.Contains("looks like", StringComparison.Ordinal);

    private async Task<IReadOnlyList<Finding>> Read(string[] kinds, int different, string sign, string schema = "")
    {
        var chance = new Random(11);
        var columns = kinds.Select(kind => Enumerable.Range(0, different).Select(_ => Draw(kind, chance)).ToArray())
            .ToArray();
        var text = new StringBuilder(string.Join(',', kinds.Select((_, i) => $"c{i}")) + ",y\n");
        for (var row = 0; row < Rows; row++)
        {
            var values = columns.Select(values => row % 9 == 0 && sign.Length > 0 ? sign : values[row % different])
                .Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            text.Append(string.Join(',', values)).Append(row % 2 == 0 ? ",a\n" : ",b\n");
        }

        _yard.Write("t", Encoding.UTF8.GetBytes(text.ToString()));
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ csv: t }}\n{schema}\ntarget: {{ column: \"y\", positive: a, task: binary }}\n"
            + "train: lightgbm\n");
        Assert.True(read.Definition is not null, string.Join(' ', read.Problems.Select(p => p.Message)));
        return Yard.As<DataFetched>(await _yard.Fetch(read.Definition)).Warnings;
    }

    private static string Draw(string kind, Random chance)
    {
        var number = $"{chance.Next(1, 900)}.{chance.Next(1, 100):D2}";
        return kind.Replace("{n}", number, StringComparison.Ordinal)
            .Replace("{w}", $"{chance.Next(1, 900)}", StringComparison.Ordinal)
            .Replace("{f}", $"{chance.Next(1, 9)}", StringComparison.Ordinal);
    }
}
