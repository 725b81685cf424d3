using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Support;

namespace Trainyard.EndToEnd.Tests;

public sealed class When_a_run_does_not_meet_its_rules
{
    private const string Customers = """
        pipeline: customers
        source: { csv: customers.csv }
        schema:
          age:  { type: integer, min: 0, max: 120 }
          plan: { type: category, values: [basic, pro] }
          left: { type: category, values: ["yes", "no"], nullable: false }
        quality:
          - nulls: { columns: all, max: 10% }
        target: { column: left, positive: "yes", task: binary }
        features:
          - numeric: [age]
          - categories: [plan]
        train: lightgbm
        """;

    [Fact]
    public async Task Should_reject_a_model_below_its_gate_alert_once_and_register_nothing()
    {
        var alerts = Channel.CreateUnbounded<JsonNode>();
        await using var receiver =
            await TestServer.Start(_ => { }, app => app.MapPost("/page", async (HttpContext http) =>
            alerts.Writer.TryWrite((await JsonNode.ParseAsync(http.Request.Body))!)));
        using var shell = new Shell();
        shell.Environment["ALERT_URL"] = receiver.Address + "/page";

        var said = await shell.Run("run", Shell.Sample("flights"), "--json", "--set", "gate.auc=>= 0.99");
        _ = await shell.Run("runs");

        Assert.Equal((2, ""), (said.ExitCode, said.Error));
        Assert.Equal("Rejected", (string?)said.Json["state"]);
        Assert.Null(said.Json["version"]);
        Assert.DoesNotContain("RegisterModel", said.Record);
        Assert.True(alerts.Reader.TryRead(out var alert));
        Assert.False(alerts.Reader.TryRead(out _));
        var check = alert["gate"]!.AsArray().Single(check => (string?)check!["metric"] == "auc")!;
        Assert.Equal(((double)said.Json["metrics"]!["auc"]!, 0.99, false),
            ((double)check["observed"]!, (double)check["threshold"]!, (bool)check["isMet"]!));
    }

    [Theory]
    [InlineData("a missing column", "age,left\n31,no\n45,yes\n", "plan", "schema")]
    [InlineData("a wrong type", "age,plan,left\n31,basic,no\nold,pro,yes\n", "age", "schema")]
    [InlineData("a value that is not allowed", "age,plan,left\n31,basic,no\n45,gold,yes\n", "plan", "schema")]
    [InlineData("too many nulls", "age,plan,left\n31,basic,no\n,pro,yes\n,pro,yes\n", "age", "nulls")]
    public async Task Should_reject_bad_data_by_column_and_rule_and_train_nothing(
        string fault, string csv, string column, string rule)
    {
        using var shell = new Shell();
        shell.Write("customers.csv", csv);

        var said = await shell.Run("run", shell.Write("pipeline.yaml", Customers), "--json");

        Assert.Equal((2, ""), (said.ExitCode, said.Error));
        var findings = said.Json["findings"]!.AsArray();
        var finding = findings.FirstOrDefault(finding => (string?)finding!["column"] == column);
        Assert.True(finding is not null && (string?)finding["rule"] == rule, $"{fault}: {findings.ToJsonString()}");
        Assert.NotNull(finding["observed"]);
        Assert.NotNull(finding["allowed"]);
        Assert.DoesNotContain("TrainModel", said.Record);
    }

    [Fact]
    public async Task Should_refuse_a_pipeline_file_with_all_its_problems_and_leave_nothing_behind()
    {
        using var shell = new Shell();

        var said =
            await shell.Run("run",
                shell.Write("pipeline.yaml", Customers.Replace("target", "tarket", StringComparison.Ordinal)
                    .Replace("lightgbm", "lightgb", StringComparison.Ordinal)));

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.Contains("pipeline.yaml(9,1): tarket: There is no key 'tarket' here. Did you mean 'target'?",
            said.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'lightgbm'?", said.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(shell.Folder, ".trainyard")));
    }

    [Fact]
    public async Task Should_say_what_is_missing_when_the_file_is_not_there()
    {
        using var shell = new Shell();

        var said = await shell.Run("run", "no-such-file.yaml");

        Assert.Equal((2, "There is no file 'no-such-file.yaml'.\n"), (said.ExitCode, said.Error));
    }
}
