using System.Text;
using CsCheck;

namespace Trainyard.Contracts.Tests;

public sealed class When_there_are_many_findings
{
    private static readonly Gen<Finding> Found =
        Gen.Select(Gen.Int[0, 9000], Gen.Char["a\"ä中\u0007"], Gen.Bool, Gen.Int[0, 2]).Select(
            (length, letter, isWarning, of) => new Finding
            {
                Rule = "features",
                Message = new string(letter, of == 0 ? length : length / 100),
                Column = new string(letter, length / 10),
                Observed = new string(letter, length),
                Allowed = of == 2 ? new string(letter, length) : null,
                IsWarning = isWarning,
            });

    [Fact]
    public void Should_keep_them_within_a_bound_and_count_those_that_are_left_out() =>
        Gen.Select(Found.Array[1, 300], Gen.Int[1, 250]).Sample((findings, most) =>
        {
            var told = FindingList.Bounded(findings, most, "A:Most");

            Assert.InRange(told.Count, 1, most);
            Assert.InRange(told.Sum(BytesOf), 1, FindingList.MostBytes);
            Assert.Equal(findings.Length, told[^1].StandsFor is null
                ? told.Count
                : int.Parse(told[^1].Observed!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(told, FindingList.Bounded(told));
        }, iter: 200);

    [Fact]
    public void Should_leave_few_as_they_are()
    {
        Finding[] few = [new() { Rule = "nulls", Message = "Column 'a' lacks values." }];

        Assert.Equal(few, FindingList.Bounded(few));
    }

    private static int BytesOf(Finding finding) => new[]
    {
        finding.Rule, finding.Message, finding.Column, finding.Observed, finding.Allowed,
    }.Sum(text => Encoding.UTF8.GetByteCount(text ?? ""));
}
