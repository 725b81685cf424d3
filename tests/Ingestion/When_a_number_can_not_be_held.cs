using System.Globalization;
using System.Text;
using CsCheck;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

/// <summary>A number of double precision has 17 digits, and there are numbers too near to zero for it.</summary>
public sealed class When_a_number_can_not_be_held : IDisposable
{
    private readonly Yard _yard = new();

    [Theory]
    [InlineData("123456789012.1234561", "123456789012.1234568", "rounded")]
    [InlineData("0.12345678901234567891", "0.12345678901234567898", "rounded")]
    [InlineData("12345678901234567891.5", "0.5", "rounded")]
    [InlineData("1.2345678901234567891e-7", "0.5", "rounded")]
    [InlineData("1e-400", "0.5", "read as 0")]
    [InlineData("-12.5e-330", "0.5", "read as 0")]
    public async Task Should_say_what_becomes_of_it(string first, string second, string said)
    {
        foreach (var schema in (string[])["", "a Number"])
        {
            var warning = Assert.Single((await Read([first, second, "0.25"], schema)).Warnings);

            Assert.Contains(said, warning.Message, StringComparison.Ordinal);
            Assert.Equal((1, first), (warning.Row, warning.Observed));
        }
    }

    [Theory]
    [InlineData("0.00000000000000000000000012345")]
    [InlineData("1234500000000000.00000000000000000")]
    [InlineData("0e-400")]
    [InlineData("0.000000000000000000000000000")]
    [InlineData("4.9e-324")]
    public async Task Should_say_nothing_of_zeros(string value) =>
        Assert.Empty((await Read([value, "0.5", "0.25"])).Warnings);

    /// <summary>What was such a number before it was written has all its digits again.</summary>
    [Fact]
    public async Task Should_say_nothing_of_numbers_that_a_program_wrote() =>
        await Gen.Select(Gen.Double.Where(double.IsFinite).Array[1, 40], Gen.Int[17, 40]).SampleAsync(
            async (numbers, digits) =>
            {
                var texts = numbers.Select(number => number.ToString($"E{digits}", CultureInfo.InvariantCulture));
                Assert.DoesNotContain(
                    (await Read([.. texts, "0.5"], "a Number")).Warnings,
                    said => said.Observed!.Contains('.', StringComparison.Ordinal));
            },
            iter: Fuzz.Cases(within: 10), threads: 1);

    public void Dispose() => _yard.Dispose();

    private async Task<DataFetched> Read(string[] values, string schema = "")
    {
        var rows = values.Select(value => $"{value},2021-01-01\n");
        _yard.Write("t", Encoding.UTF8.GetBytes("a,d\n" + string.Concat(rows)));
        return Yard.As<DataFetched>(await _yard.Fetch(Yard.Define(SourceFormat.Csv, "t", Yard.Schema(schema))));
    }
}
