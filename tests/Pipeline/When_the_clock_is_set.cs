using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Pipeline.SweepDeadlines;

namespace Trainyard.Pipeline.Tests;

public sealed class When_the_clock_is_set : IAsyncLifetime
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Training = new Deadlines().Of(Step.Train);

    private readonly TestYard _yard = new();
    private readonly JumpingTime _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<object> _said = [];
    private readonly Guid _run = Guid.NewGuid();
    private IDocuments<TrainingRun> _runs = null!;
    private IDocuments<RequestDocument> _requests = null!;

    public static TheoryData<int> Days => [1, -1];

    public ValueTask InitializeAsync()
    {
        _runs = _yard.Documents(TrainingRun.Collection);
        _requests = _yard.Documents(RequestDocument.Collection);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    [Theory, MemberData(nameof(Days))]
    public async Task Should_end_a_run_when_as_much_has_passed_as_its_deadline_says_and_not_before(int days)
    {
        using var sweeper = Sweeper(_time);
        await Store(_time.GetUtcNow() + Training);
        await sweeper.Look(default);

        _time.Jump(TimeSpan.FromDays(days));
        _time.Advance(Training - Moment);
        await sweeper.Look(default);
        Assert.Empty(_said);
        _time.Advance(Moment);
        await sweeper.Look(default);

        Assert.Equal(Step.Train, Assert.IsType<StepDeadlinePassed>(Assert.Single(_said)).Step);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(24 * 365)]
    public async Task Should_give_a_run_its_deadline_once_more_where_no_process_saw_it_pass(int hoursAgo)
    {
        await Store(_time.GetUtcNow() - TimeSpan.FromHours(hoursAgo));
        using var sweeper = Sweeper(_time);

        await sweeper.Look(default);
        Assert.Equal(_time.GetUtcNow() + Training, (await _runs.Find($"{_run}"))!.Document.Deadline);
        _time.Advance(Training - Moment);
        await sweeper.Look(default);
        Assert.Empty(_said);
        _time.Advance(Moment);
        await sweeper.Look(default);

        Assert.IsType<StepDeadlinePassed>(Assert.Single(_said));
    }

    /// <summary>While the store is away no look is done to its end, and no reply is heard.</summary>
    [Fact]
    public async Task Should_give_a_run_its_deadline_once_more_where_it_passed_between_two_looks_that_are_far_apart()
    {
        using var sweeper = Sweeper(_time);
        await Store(_time.GetUtcNow() + Training);
        await sweeper.Look(default);

        _time.Advance(Training + TimeSpan.FromMinutes(2));
        await sweeper.Look(default);
        Assert.Empty(_said);
        Assert.Equal(_time.GetUtcNow() + Training, (await _runs.Find($"{_run}"))!.Document.Deadline);
        _time.Advance(Training - Moment);
        await sweeper.Look(default);
        _time.Advance(Moment);
        await sweeper.Look(default);

        Assert.IsType<StepDeadlinePassed>(Assert.Single(_said));
    }

    [Theory, MemberData(nameof(Days))]
    public async Task Should_give_a_request_as_long_to_begin_as_without(int days)
    {
        var begin = new Deadlines().Begin;
        var request = new RequestDocument
        {
            RunId = _run, Request = new TrainRequested { Pipeline = Scripts.Churn }, AcceptedAt = _time.GetUtcNow(),
            DueAt = _time.GetUtcNow(),
        };
        Assert.True(await _requests.TryInsert(request));
        using (var sweeper = Requests(_time))
        {
            await sweeper.Look(default);
            _time.Jump(TimeSpan.FromDays(days));
            await UntilGivenUp(sweeper, begin);
        }

        // Another process, after a start: the clock it begins with shows another day.
        _said.Clear();
        using var after = Requests(new JumpingTime(_time.GetUtcNow().AddDays(days)));
        await after.Look(default);
        Assert.IsType<StartRun>(Assert.Single(_said));
    }

    [Theory, MemberData(nameof(Days))]
    public async Task Should_take_a_run_under_way_to_the_end_that_it_has_without(int days)
    {
        var clock = new ShiftedTime(TimeSpan.Zero);
        await using var yard = await RunningYard.Start(
            command =>
            {
                if (command is TrainModel)
                    clock.Ahead = TimeSpan.FromDays(days);
                return command is ValidateModel
                    ? [new StepBegun { RunId = command.RunId, Step = Step.Validate, Attempt = 1 }]
                    : Scripts.Success(command);
            },
            clock);

        await yard.Bus.Publish(Scripts.Start(_run));
        var validate = await yard.Commanded<ValidateModel>();
        var run = await yard.Document(_run, run => run is { Step: Step.Validate, IsStepBegun: true });
        foreach (var reply in Scripts.Success(validate))
            await yard.Bus.Publish(reply, reply.GetType());

        Assert.IsType<TrainingSucceeded>(await yard.Ending());
        // The deadline is of the time that passes, which the clock was set away from.
        Assert.InRange(
            run.Deadline!.Value + clock.Ahead - clock.GetUtcNow(), TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(30));
    }

    private async Task UntilGivenUp(RequestSweeper sweeper, TimeSpan begin)
    {
        var passed = TimeSpan.Zero;
        while (!_said.Exists(said => said is BeginDeadlinePassed))
        {
            Assert.True(passed <= begin + TimeSpan.FromMinutes(2), $"It was not given up within {passed}.");
            _time.Advance(TimeSpan.FromSeconds(1));
            passed += TimeSpan.FromSeconds(1);
            await sweeper.Look(default);
        }

        Assert.True(passed >= begin, $"It was given up after {passed}.");
    }

    private Task<bool> Store(DateTimeOffset deadline) => _runs.TryInsert(new TrainingRun
    {
        CorrelationId = _run, State = "Training", Pipeline = "churn", Step = Step.Train, IsStepBegun = true,
        Deadline = deadline,
    });

    private DeadlineSweeper Sweeper(TimeProvider time) => new(
        _runs, new Deadlines(), CapturedBus.To((message, _) => _said.Add(message)), time,
        NullLogger<DeadlineSweeper>.Instance);

    private RequestSweeper Requests(TimeProvider time)
    {
        var bus = CapturedBus.To((message, _) => _said.Add(message));
        var starter = new RunStarter(_yard.Artifacts, bus, NullLogger<RunStarter>.Instance);
        return new(_requests, _runs, starter, new Deadlines(), time, NullLogger<RequestSweeper>.Instance);
    }
}
