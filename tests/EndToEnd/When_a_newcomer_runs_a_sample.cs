using System.Text.Json;

using Trainyard.Api;
using Trainyard.Api.Runs;

namespace Trainyard.EndToEnd.Tests;

public sealed class When_a_newcomer_runs_a_sample
{
    [Fact]
    public async Task Should_show_steps_metrics_beside_thresholds_version_prediction_and_diagram()
    {
        using var shell = new Shell();

        var said = await shell.Run("run", Shell.Sample("churn"));

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        Assert.Matches(@"(?m)^  Fetch data +[\d.]+ m?s  7,043 rows, 20 columns$", said.Output);
        Assert.Matches(@"(?m)^  auc +0\.8\d+ +>= 0\.81 +met  plain guess 0\.5$", said.Output);
        Assert.Contains("succeeded in", said.Output, StringComparison.Ordinal);
        Assert.Contains("churn version 1, deployed to staging", said.Output, StringComparison.Ordinal);
        Assert.Contains("predict churn --row '{", said.Output, StringComparison.Ordinal);
        Assert.Contains("\"probability\":", said.Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(shell.Folder, ".trainyard", "runs"), "*.mmd"));
    }

    [Fact]
    public async Task Should_show_what_validation_found_with_the_run_and_with_its_version()
    {
        using var shell = new Shell();
        await shell.Run("run", Shell.Sample("penguins"));

        var shown = await shell.Run("show", "last", "--json");
        var report = shown.Json["validation"].Deserialize<ValidationReportView>(ApiJson.Options)!;

        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], report.Classes);
        Assert.Equal(report.Rows, report.Confusion!.Sum(row => row.Sum()));
        Assert.Equal(report.Confusion!.Select(row => row.Sum()), report.ByClass!.Select(one => one.Support));
        Assert.Equal((double)shown.Json["metrics"]!["log_loss"]!, report.Metrics[report.MainMetric]);
        Assert.Equal(report.Metrics.Keys.Order(), report.Baselines.Keys.Order());
        Assert.Equal((string?)shown.Json["model"]!["sha256"], report.Model);
        Assert.Equal(1, report.Importance!.Features.Sum(one => one.Gain ?? 0), 9);
        Assert.All(report.Importance.Features, one => Assert.NotNull(one.Drop));
        foreach (var command in (string[][])[["show", "last"], ["explain", "penguins"]])
        {
            var said = await shell.Run(command);
            Assert.Matches(@"(?m)^ +Adelie +Chinstrap +Gentoo$", said.Output);
            Assert.Matches(@"(?m)^ +CLASS +ROWS +PREDICTED +PRECISION +RECALL +F1$", said.Output);
            Assert.Matches(@"(?m)^Features by how much worse log_loss gets when shuffled in 86 ", said.Output);
        }
    }

    /// <summary>The figures are those of scikit-learn's HistGradientBoosting on random splits of the same data, less
    /// 0.01; that of the flights is its figure on ten times the rows.</summary>
    [Theory]
    [InlineData("churn", "auc", 0.8305)]
    [InlineData("breast-cancer", "auc", 0.9792)]
    [InlineData("diamonds", "r2", 0.971)]
    [InlineData("penguins", "accuracy", 0.9737)]
    [InlineData("flights", "auc", 0.6715)]
    public async Task Should_succeed_with_a_model_as_good_as_the_reference(string sample, string metric, double atLeast)
    {
        using var shell = new Shell();

        var said = await shell.Run("run", Shell.Sample(sample), "--json");

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        Assert.Equal("Succeeded", (string?)said.Json["state"]);
        Assert.True((double)said.Json["metrics"]![metric]! >= atLeast, $"{metric} is {said.Json["metrics"]![metric]}");
        Assert.NotNull(said.Json["prediction"]!["predictions"]![0]!["prediction"]);
    }

    [Fact]
    public async Task Should_predict_with_the_deployed_version_in_a_later_call()
    {
        using var shell = new Shell();
        await shell.Run("run", Shell.Sample("penguins"));
        const string Row = """
            {"Island":"Torgersen","Beak Length (mm)":39.1,"Beak Depth (mm)":18.7,"Flipper Length (mm)":181,
             "Body Mass (g)":3750,"Sex":"MALE"}
            """;

        var said = await shell.Run("predict", "penguins", "--row", Row, "--json");

        Assert.Equal(0, said.ExitCode);
        Assert.Equal("Adelie", (string?)said.Json["predictions"]![0]!["prediction"]);
    }

    [Fact]
    public async Task Should_give_the_same_model_for_the_same_inputs_and_seed_and_another_for_another_seed()
    {
        using var shell = new Shell();

        var first = await shell.Run("run", Shell.Sample("churn"), "--json");
        var second = await shell.Run("run", Shell.Sample("churn"), "--json");
        var other = await shell.Run("run", Shell.Sample("churn"), "--json", "--set", "train.seed=2");

        Assert.Equal((string?)first.Json["model"]!["sha256"], (string?)second.Json["model"]!["sha256"]);
        Assert.NotEqual((string?)first.Json["model"]!["sha256"], (string?)other.Json["model"]!["sha256"]);
        Assert.Equal([1, 2, 3], new[] { first, second, other }.Select(said => (int)said.Json["version"]!));
    }
}
