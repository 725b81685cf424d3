using Trainyard.Contracts;
using Trainyard.Persistence.Documents;

namespace Trainyard.Pipeline.Tests;

public sealed class When_something_does_not_meet_its_rules
{
    [Fact]
    public async Task Should_reject_a_model_below_the_gate_with_metrics_beside_thresholds_and_register_nothing()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var runId = Guid.NewGuid();

        await yard.Bus.Publish(Scripts.Start(runId, threshold: 0.9));

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((RunOutcome.Rejected, FailureReason.MetricsBelowThreshold, Step.Gate),
            (failed.Outcome, failed.Reason, failed.Step));
        var check = Assert.Single(failed.Gate);
        Assert.Equal((0.84, 0.9, false), (check.Observed!.Value, check.Threshold, check.IsMet));
        Assert.DoesNotContain(yard.Commands, command => command is RegisterModel);
        Assert.Contains(
            "alt metrics below the gate: auc 0.84 is not >= 0.9",
            await yard.Http.GetStringAsync($"/runs/{runId}/diagram"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_count_a_figure_that_could_not_be_computed_as_not_met()
    {
        await using var yard = await RunningYard.Start(command => command is ValidateModel
            ? [(ModelValidated)Scripts.Reply(command) with { Metrics = new Dictionary<string, double>() }]
            : Scripts.Success(command));

        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()));

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Contains("auc could not be computed", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Step.Fetch)]
    [InlineData(Step.Check)]
    [InlineData(Step.Prepare)]
    public async Task Should_reject_bad_data_wherever_it_is_found_and_train_nothing(Step step)
    {
        var finding = new Finding
        {
            Rule = "nulls", Column = "age", Message = "Column 'age' lacks 12 % of its values; at most 1 % may.",
        };
        await using var yard =
            await RunningYard.Start(command =>
                (command, step) is (FetchData, Step.Fetch) or (CheckData, Step.Check) or (PrepareData, Step.Prepare)
            ? [new DataRejected { RunId = command.RunId, Work = Scripts.Work(), Step = step, Findings = [finding] }]
            : Scripts.Success(command));

        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()));

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((RunOutcome.Rejected, FailureReason.DataRejected, step),
            (failed.Outcome, failed.Reason, failed.Step));
        Assert.Equal(finding, Assert.Single(failed.Findings));
        Assert.DoesNotContain(yard.Commands, command => command is TrainModel);
    }

    /// <summary>What a run keeps has a bound, whatever a step finds wrong.</summary>
    [Fact]
    public async Task Should_keep_a_run_small_whose_data_has_hundreds_of_findings_of_kilobytes()
    {
        var findings = Enumerable.Range(0, 200).Select(n => new Finding
        {
            Rule = "features", Column = $"wanted{n}",
            Message = $"There is no column 'wanted{n}'. " + new string('中', 4000),
        }).ToList();
        await using var yard = await RunningYard.Start(command => command is PrepareData prepare
            ? [prepare.RejectData(Scripts.Work(), findings)]
            : Scripts.Success(command));
        var runId = Guid.NewGuid();

        await yard.Bus.Publish(Scripts.Start(runId));

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal(200, failed.Findings.Sum(finding => finding.StandsFor ?? 1));
        var run = await yard.Document(runId, run => run.State == "Rejected");
        Assert.InRange(DocumentJson.Write(run).Length, 1, 64 * 1024);
        Assert.InRange((await yard.Http.GetByteArrayAsync($"/runs/{runId}")).Length, 1, 200_000);
    }

    [Fact]
    public async Task Should_reject_a_model_that_its_owner_or_its_alias_has_no_place_for_and_deploy_nothing()
    {
        var finding = new Finding { Rule = "owner", Message = "It is owned by 'risk'." };
        await using var yard = await RunningYard.Start(command => command is RegisterModel
            ? [new ModelRefused
            {
                RunId = command.RunId, Work = Scripts.Work(), Step = Step.Register, Findings = [finding],
            }]
            : Scripts.Success(command));

        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()));

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((RunOutcome.Rejected, FailureReason.ModelRefused, Step.Register, finding.Message),
            (failed.Outcome, failed.Reason, failed.Step, failed.Message));
        Assert.Equal(finding, Assert.Single(failed.Findings));
        Assert.DoesNotContain(yard.Commands, command => command is DeployModel);
    }

    [Fact]
    public async Task Should_reject_a_pipeline_with_problems_before_anything_is_ordered()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var problem = new Finding
        {
            Rule = "pipeline", Message = "line 3, column 1: 'sorce' is not known; did you mean 'source'?",
        };

        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()) with { Definition = null, Problems = [problem] });

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((RunOutcome.Rejected, FailureReason.InvalidPipeline), (failed.Outcome, failed.Reason));
        Assert.Equal(problem, Assert.Single(failed.Findings));
        Assert.Empty(yard.Commands);
    }
}
