using System.Text;
using CsCheck;
using Trainyard.Pipelines.Values;
using Trainyard.Support;

namespace Trainyard.Pipelines.Tests;

/// <summary>Texts of any length and shape, and forms of days with brackets anywhere.</summary>
public sealed class When_values_are_drawn_by_chance
{
    private static readonly Gen<string> Blanked =
        Gen.OneOf(" ", "\t", "\u00A0", "x", "\u00A0y", " ").Array[0, 12].Select(string.Concat);

    private static readonly Gen<string> Form = Gen.OneOf(
        "yyyy", "yy", "MM", "MMM", "dd", "ddd", "HH", "hh", "mm", "ss", "f", "tt", "z", "[", "]", ".", "-", " ", "T")
        .Array[1, 12].Select(string.Concat);

    private static readonly Gen<string> Text = Gen.OneOf(
        "28", "03", "2023", "31", "0", "00", "Mar", "Tue", "12", "5", "PM", "Z", "+02:00", ".", "-", " ", "T")
        .Array[0, 12].Select(string.Concat);

    [Fact]
    public void Should_take_off_the_same_blanks_of_bytes_as_of_a_text() => Blanked.Sample(
        text => Encoding.UTF8.GetString(Blanks.Trim(Encoding.UTF8.GetBytes(text))) == Blanks.Trim(text),
        iter: Fuzz.Cases(within: 5000));

    [Fact]
    public void Should_take_off_any_number_of_blanks()
    {
        var blanks = Encoding.UTF8.GetBytes(new string('\u00A0', 500_000));

        Assert.True(Blanks.Trim(blanks).IsEmpty);
        Assert.Equal("x"u8, Blanks.Trim([.. blanks, (byte)'x', .. blanks]));
    }

    [Theory]
    [InlineData("dd.MM[.yyyy]")]
    [InlineData("[dd.]MM.yyyy")]
    [InlineData("[[MMM] dd ]yyyy")]
    [InlineData("dd.MM.[yy]")]
    public void Should_refuse_a_form_without_which_a_value_is_no_day(string form)
    {
        Assert.False(TimeFormat.TryParse(form, out _, out var problem));

        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Should_read_a_time_or_say_that_it_is_none() => Gen.Select(Form, Text).Sample(
        (form, text) =>
        {
            if (!TimeFormat.TryParse($"{form}", out var format, out _)
                && !TimeFormat.TryParse($"yyyy-MM-dd{form}", out format, out _)
                && !TimeFormat.TryParse($"dd.MM{form}", out format, out _))
                return;
            _ = format.TryRead(Encoding.UTF8.GetBytes(text), out _);
            _ = format.TryRead(Encoding.UTF8.GetBytes("28.03" + text), out _);
            _ = format.TryRead(Encoding.UTF8.GetBytes("2023-03-28" + text), out _);
        },
        iter: Fuzz.Cases(within: 20_000));

    [Theory]
    [InlineData("MM/dd/yyyy hh:mm tt")]
    [InlineData("MM/dd/yyyy[ hh:mm tt]")]
    [InlineData("yyyy-MM-dd HH")]
    public void Should_cut_no_time_off_a_day(string form)
    {
        var read = PipelineFile.Read(
            $"pipeline: t\nsource: {{ csv: t.csv }}\n"
            + $"schema: {{ d: {{ type: date, format: \"{form}\" }}, y: category }}\n"
            + "target: { column: y, task: binary }\ntrain: lightgbm\n");

        Assert.Contains("time", Assert.Single(read.Problems).Message, StringComparison.Ordinal);
    }
}
