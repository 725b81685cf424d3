using Trainyard.Contracts;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_work_belongs_to_no_run
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task Should_be_done_under_a_key_of_its_own()
    {
        await using var yard = await FreeYard.Start(_ => null);

        await yard.Bus.Publish(Move());

        var decided = await yard.Heard<AliasMoveDecided>();
        Assert.Equal((_id, "free"), (decided.MoveId, decided.Work.Service));
        Assert.Matches(@"^\d+\.\d+\.\d+", decided.Work.CodeVersion);
        var job = (await yard.Jobs.Find($"MoveAlias/{_id}"))!.Document;
        Assert.Equal((JobState.Done, null, null), (job.State, job.RunId, job.Failure));
    }

    [Fact]
    public async Task Should_tell_whoever_asked_when_it_can_not_be_done()
    {
        await using var yard = await FreeYard.Start(_ => "There is no such version.");

        await yard.Bus.Publish(Move());

        var faulted = await yard.Heard<JobFaulted>();
        Assert.Equal(
            ("MoveAlias", _id.ToString(), (Guid?)null, "There is no such version.", 1),
            (faulted.Kind, faulted.Key, faulted.RunId, faulted.Reason, faulted.Work.Attempt));
        Assert.False(yard.HasHeard<StepFaulted>());
    }

    [Fact]
    public async Task Should_tell_after_the_last_attempt_of_a_step_that_was_asked_for_outside_of_a_run()
    {
        await using var yard = await FreeYard.Start(_ => "broken");

        await yard.Bus.Publish(Deploy(run: null));

        var faulted = await yard.Heard<JobFaulted>();
        Assert.Equal(("DeployModel", _id.ToString(), 2), (faulted.Kind, faulted.Key, faulted.Work.Attempt));
        Assert.False(yard.HasHeard<StepFaulted>());
        Assert.False(yard.HasHeard<AttemptFailed>());
    }

    [Fact]
    public async Task Should_tell_the_run_where_the_same_work_belongs_to_one()
    {
        await using var yard = await FreeYard.Start(_ => "broken");
        var run = Guid.NewGuid();

        await yard.Bus.Publish(Deploy(run));

        var faulted = await yard.Heard<StepFaulted>();
        Assert.Equal((run, Step.Deploy, 2), (faulted.RunId, faulted.Step, faulted.Work.Attempt));
        Assert.Equal(1, (await yard.Heard<AttemptFailed>()).Attempt);
        Assert.False(yard.HasHeard<JobFaulted>());
    }

    [Fact]
    public async Task Should_not_be_stopped_by_a_run_that_is_none_of_its_own()
    {
        await using var yard = await FreeYard.Start(_ => null);
        var run = Guid.NewGuid();
        await yard.Bus.Publish(new StopWork { RunId = Guid.Empty });
        await yard.Bus.Publish(new StopWork { RunId = run });
        // The word to stop is written down before the next command comes in: it is heard on the queue of that command.
        var stopped = $"DeployModel/{Guid.NewGuid()}";
        await yard.Bus.Publish(Deploy(run) with { DeploymentId = Guid.Parse(stopped[12..]) });
        await JobYard.Until(async () =>
            (await yard.Jobs.Find(stopped))?.Document is { State: JobState.Cancelled or JobState.Done } over
                ? over : null);

        await yard.Bus.Publish(Deploy(run: null));

        Assert.Equal(_id, (await JobYard.Until(async () =>
            (await yard.Heard<ModelServed>()) is { RunId: null } free ? free : null)).DeploymentId);
    }

    [Fact]
    public async Task Should_be_done_and_not_given_up_when_the_service_gave_it_itself()
    {
        await using var yard = await FreeYard.Start(_ => null);
        Assert.Null(await yard.Own.Find("a", default));

        await yard.Own.Store(new Tidy("a"), default);

        var job = await yard.Ended("a");
        Assert.Equal((OwnJobState.Done, 1, (string?)null), (job.State, job.Attempt, job.Failure));
    }

    [Fact]
    public async Task Should_keep_why_it_was_given_up_for_whoever_asks()
    {
        await using var yard = await FreeYard.Start(_ => "The shelf is locked.");
        var run = Guid.NewGuid();

        await yard.Own.Store(new Tidy("a"), default);
        await yard.Own.Store(new Tidy("b", run), default);

        Assert.Equal("The shelf is locked.", (await yard.Ended("a")).Failure);
        _ = await yard.Ended("b");
        var ofRun = Assert.Single(await yard.Own.OfRun(run, default));
        Assert.Equal(
            ("b", OwnJobState.GivenUp, "The shelf is locked."), (ofRun.Command.Shelf, ofRun.State, ofRun.Failure));
        Assert.Equal(["b", "a"], (await yard.Own.GivenUp(9, default)).Select(job => job.Command.Shelf));
        Assert.Equal("b", Assert.Single(await yard.Own.GivenUp(1, default)).Command.Shelf);
        Assert.Empty(await yard.Own.UnderWay(9, default));
    }

    [Fact]
    public async Task Should_say_why_the_last_attempt_failed_while_the_next_is_waited_for()
    {
        await using var yard = await FreeYard.Start(
            _ => throw new OutageException("The shelf is away."), "--Jobs:RetryAfter=00:10:00");

        await yard.Own.Store(new Tidy("a"), default);

        var waiting = await JobYard.Until(async () =>
            await yard.Own.Find("a", default) is { Failure: not null } failed ? failed : null);
        Assert.Equal(
            (OwnJobState.UnderWay, 1, "The shelf is away."), (waiting.State, waiting.Attempt, waiting.Failure));
        Assert.Empty(await yard.Own.GivenUp(9, default));
    }

    private MoveAlias Move() => new()
    {
        MoveId = _id, Model = "churn", Alias = "staging", Version = 1, RequestedBy = "ada", Reason = "It was better.",
    };

    private DeployModel Deploy(Guid? run) => new()
    {
        DeploymentId = _id, Change = 1, RunId = run, Model = "churn", Version = 1, Alias = "staging",
        Artifact = JobYard.Command(_id).Training, Statement = "", MoveStatement = "",
    };
}
