using System.Globalization;
using System.Text;
using CsCheck;
using Trainyard.Pipelines.Values;

namespace Trainyard.Pipelines.Tests;

/// <summary>Separators stand between groups of three digits, or what is read is no number: a telephone number, a code
/// or a list of numbers has groups of other lengths.</summary>
public sealed class When_numbers_have_separators
{
    private static readonly Gen<NumberFormat> Ways =
        Gen.OneOf([.. NumberFormat.Usual.Where(way => way.Thousands is not null).Select(Gen.Const)]);

    private static readonly Gen<string[]> Groups =
        Gen.Char['0', '9'].Array[1, 7].Select(digits => new string(digits)).Array[1, 5];

    private static readonly Gen<string> Signs = Gen.OneOf(Gen.Const(""), Gen.Const("+"), Gen.Const("-"));

    private static readonly Gen<string> Fractions = Gen.OneOf(Gen.Const("no"), Gen.Const(""), Gen.Const("25"));

    [Fact]
    public void Should_be_read_where_the_groups_are_of_three_digits_and_nowhere_else() =>
        Gen.Select(Ways, Signs, Groups, Fractions).Sample(
            (way, sign, groups, fraction) =>
            {
                var text = sign + string.Join(way.Thousands!.Value, groups)
                    + (fraction == "no" ? "" : way.Decimal + fraction);
                var isRight = groups.Length == 1
                    || (groups[0].Length <= 3 && groups[0][0] != '0' && groups[1..].All(group => group.Length == 3));

                Assert.Equal(isRight, way.TryRead(Encoding.UTF8.GetBytes(text), out var number));
                if (isRight)
                {
                    Assert.Equal(
                        double.Parse(
                            $"{sign}{string.Concat(groups)}.{fraction.Replace("no", "", StringComparison.Ordinal)}0",
                            CultureInfo.InvariantCulture),
                        number);
                }
            });
}
