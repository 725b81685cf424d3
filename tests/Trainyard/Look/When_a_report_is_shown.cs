using Trainyard.Api.Runs;
using Trainyard.Cli.Look;

namespace Trainyard.Cli.Tests.Look;

public sealed class When_a_report_is_shown
{
    private static readonly ValidationReportView Report = new()
    {
        Schema = "validation-report/2", Model = "0", HeldOut = "1", Task = "Binary", Target = "y", Rows = 9,
        MainMetric = "auc", Metrics = new Dictionary<string, double>(),
    };

    [Fact]
    public async Task Should_say_in_a_line_why_the_worth_of_features_was_not_measured() => Assert.Equal(
        ["What features are worth was not measured. All rows are of one class."],
        await Lines(Report with { ImportanceLeftOut = "All rows are of one class." }));

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "  Not measured by shuffling: 1 of 4, with the least gain.")]
    [InlineData(3, "  Not measured by shuffling: 3 of 4, with the least gain.")]
    public async Task Should_say_in_a_line_of_how_many_features_it_was_not(int left, string? line)
    {
        var features = Enumerable.Range(0, 4).Select(place => new FeatureImportanceView
        {
            Feature = $"f{place}", Gain = 0.25, Drop = place < 4 - left ? 0.1 : null,
        });

        var said = await Lines(Report with
        {
            Importance = new ImportanceView { Metric = "auc", Rows = 9, Features = [.. features] },
        });

        Assert.Equal(line, said.FirstOrDefault(one => one.Contains("Not measured", StringComparison.Ordinal)));
    }

    private static async Task<IReadOnlyList<string>> Lines(ValidationReportView report) =>
    [
        .. (await Said.By(() =>
        {
            ReportLines.Show(report);
            return Task.FromResult(0);
        })).Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries),
    ];
}
