using Trainyard.Cli.Run;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_a_run_is_followed
{
    /// <summary>What the run does itself, and the ending, which is shown by itself.</summary>
    private static readonly Step[] Untold = [Step.Accept, Step.Gate, Step.Announce];

    public static TheoryData<Step> Steps => [.. Sequence.Steps.Select(row => row.Step)];

    [Theory, MemberData(nameof(Steps))]
    public void Should_tell_of_every_step_that_somebody_works_on_when_it_is_done(Step step)
    {
        var definition = Churn.With(Churn.DeployToStaging);
        if (Untold.Contains(step))
        {
            Assert.DoesNotContain(step, StepLine.StepsOf(definition));
            return;
        }

        var run = Churn.Run(step: step) with { Record = [Churn.Received(Reply(step))] };

        var line = Assert.Single(StepLine.Of(run, definition), line => line.Elapsed is not null);

        Assert.Equal(
            (step, Sequence.Of(step).Label, 1, TimeSpan.FromMilliseconds(1500)),
            (line.Step, line.Label, line.Fraction, line.Elapsed));
        Assert.NotEmpty(line.Detail);
    }

    [Fact]
    public void Should_say_of_each_step_the_figure_that_matters()
    {
        var run = Churn.Run(RunOutcome.Succeeded) with
        {
            Record = [.. Sequence.Steps.Where(row => row.IsSent).Select(row => Churn.Received(Reply(row.Step)))],
        };

        Assert.Equal(
            [
                "Fetch data: 7,043 rows, 20 columns",
                "Check data: accepted",
                "Prepare features: 5,634 to train, 1,409 held out",
                "Train model: lightgbm",
                "Validate model: 1,409 rows scored",
                "Register version: version 3",
                "Deploy: staging",
            ],
            StepLine.Of(run, Churn.With(Churn.DeployToStaging)).Select(line => $"{line.Label}: {line.Detail}"));
    }

    [Theory]
    [InlineData(1, "accepted, 1 warning")]
    [InlineData(2, "accepted, 2 warnings")]
    public void Should_say_how_many_warnings_there_were(int warnings, string detail)
    {
        var accepted = (DataAccepted)Reply(Step.Check) with
        {
            Warnings = [.. Enumerable.Repeat(new Finding { Rule = "nulls", Message = "Too many." }, warnings)],
        };
        var run = Churn.Run(step: Step.Prepare) with { Record = [Churn.Received(accepted)] };

        Assert.Equal(detail, Of(Step.Check, run).Detail);
    }

    [Fact]
    public void Should_leave_out_a_deployment_that_nobody_asked_for() =>
        Assert.DoesNotContain(Step.Deploy, StepLine.StepsOf(Churn.With()));

    [Fact]
    public void Should_call_a_step_what_the_pipeline_calls_it()
    {
        var definition = Churn.With(
            Churn.DeployToStaging, "steps: { fetch: Ask the warehouse }",
            "participants: { DataSource: { name: Snowflake } }");

        Assert.Equal("Ask the warehouse (Snowflake)", StepLine.LabelOf(Step.Fetch, definition));
        Assert.Equal("Check data", StepLine.LabelOf(Step.Check, definition));
    }

    [Theory]
    [InlineData("participants: { Trainer: { name: LightGBM, team: growth } }", Step.Train, "Train model (LightGBM)")]
    [InlineData("participants: { Trainer: { team: growth } }", Step.Train, "Train model")]
    [InlineData("participants: { Serving: { name: Gateway } }", Step.Deploy, "Deploy (Gateway)")]
    [InlineData("participants: { Monitor: { name: Watch } }", Step.Deploy, "Deploy (Watch)")]
    [InlineData(
        "participants: { Monitor: { name: Watch }, Serving: { name: Gateway } }", Step.Deploy, "Deploy (Gateway)")]
    public void Should_name_who_does_a_step(string participants, Step step, string label) =>
        Assert.Equal(label, StepLine.LabelOf(step, Churn.With(Churn.DeployToStaging, participants)));

    [Fact]
    public void Should_move_the_step_that_is_under_way_a_little_and_those_after_it_not_at_all()
    {
        var run = Churn.Run(step: Step.Check) with { Record = [Churn.Received(Reply(Step.Fetch))] };

        Assert.Equal(
            [1, 0.01, 0, 0, 0, 0], StepLine.Of(run, Churn.With()).Select(line => line.Fraction));
    }

    [Theory]
    [InlineData(25, 100, 0.48127, 0.25, "25/100 log_loss 0.4813")]
    [InlineData(25, 100, null, 0.25, "25/100")]
    [InlineData(100, 100, 0.4, 0.99, "100/100 log_loss 0.4")]
    public void Should_show_how_far_training_is_and_never_that_it_is_done_before_it_is(
        int iteration, int iterations, double? loss, double fraction, string detail)
    {
        var run = Churn.Run(step: Step.Train) with
        {
            Progress = new TrainingProgressed
            {
                RunId = Churn.RunId, Iteration = iteration, Iterations = iterations, Metric = "log_loss", Loss = loss,
                Elapsed = TimeSpan.FromSeconds(1),
            },
        };

        var line = Of(Step.Train, run);

        Assert.Equal((fraction, null, detail), (line.Fraction, line.Elapsed, line.Detail));
    }

    [Fact]
    public void Should_leave_the_step_that_ended_the_run_undone()
    {
        var run = Churn.Run(RunOutcome.Faulted, Step.Train);

        Assert.Equal((0, null), (Of(Step.Train, run).Fraction, Of(Step.Train, run).Elapsed));
    }

    [Fact]
    public async Task Should_ask_again_until_the_run_has_ended()
    {
        using var server = new PlayedServer();
        server.Knows($"/runs/{Churn.RunId}", Churn.Run(), Churn.Run(), Churn.Run(RunOutcome.Cancelled));
        using var client = server.Client();
        var shown = new List<RunOutcome?>();

        var end = await new RunFollower(client, Churn.RunId, TimeSpan.FromMinutes(1)).ToTheEnd(
            run => shown.Add(run.Outcome), TestContext.Current.CancellationToken);

        Assert.Equal(RunOutcome.Cancelled, end.Outcome);
        Assert.Equal([null, null, RunOutcome.Cancelled], shown);
    }

    [Fact]
    public async Task Should_give_a_log_one_line_for_each_step_that_is_done()
    {
        using var server = new PlayedServer();
        var fetched = Churn.Run(step: Step.Check) with { Record = [Churn.Received(Reply(Step.Fetch))] };
        server.Knows($"/runs/{Churn.RunId}", fetched, fetched, fetched with { Outcome = RunOutcome.Rejected });
        using var client = server.Client();

        var said = await Said.By(async () =>
        {
            await PlainProgress.Show(
                new RunFollower(client, Churn.RunId, TimeSpan.FromMinutes(1)), Churn.With(),
                TestContext.Current.CancellationToken);
            return 0;
        });

        Assert.Equal(
            $"run {Churn.RunId} of churn{Environment.NewLine}"
            + $"  Fetch data                    1.5 s  7,043 rows, 20 columns{Environment.NewLine}",
            said.Output);
    }

    private static StepLine Of(Step step, Api.Runs.RunView run) =>
        StepLine.Of(run, Churn.With(Churn.DeployToStaging)).Single(line => line.Step == step);

    /// <summary>The reply of a step when all goes well.</summary>
    private static IRunMessage Reply(Step step) =>
        Scripts.Reply(Activator.CreateInstance(Sequence.Of(step).Command!) switch
        {
            DeployModel deploy => deploy with { Alias = "staging" },
            var command => (IRunCommand)command!,
        });
}
