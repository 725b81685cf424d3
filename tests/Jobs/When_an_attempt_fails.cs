using MassTransit;
using Microsoft.Data.Sqlite;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;
using Trainyard.Support;

namespace Trainyard.Jobs.Tests;

public sealed class When_an_attempt_fails
{
    private const string Secret = "mongodb://root:hunter2@db/";

    private readonly Guid _run = Guid.NewGuid();

    public static TheoryData<Exception> NotForPeople { get; } =
    [
        new InvalidOperationException(Secret), new IOException(Secret), new TimeoutException(Secret),
        new BusTimeoutException(Secret),
        new FileNotFoundException(Secret, Secret), new UnauthorizedAccessException(Secret),
        new HttpRequestException(Secret),
        new AggregateException(Secret, new InvalidOperationException(Secret)), new OperationCanceledException(Secret),
    ];

    [Fact]
    public async Task Should_try_again_and_tell_of_each_attempt_that_failed()
    {
        await using var yard = await JobYard.Start((command, job, _) => job.Attempt < 3
            ? throw new InvalidOperationException(Secret)
            : Task.FromResult(JobYard.Reply(command, job)));

        await yard.Bus.Publish(JobYard.Command(_run));

        var reply = (await yard.UntilHeard<ModelTrained>(_run))[0].Message;
        // A bus may hand over two messages in either order.
        var failed = (await yard.UntilHeard<AttemptFailed>(_run, 2))
            .Select(heard => heard.Message).OrderBy(attempt => attempt.Attempt).ToList();
        Assert.Equal(3, reply.Work.Attempt);
        Assert.Equal([1, 2], failed.Select(attempt => attempt.Attempt));
        Assert.Equal([10, 20], failed.Select(attempt => attempt.RetryAfter.TotalMilliseconds));
        Assert.All(failed, attempt => Assert.Equal(
            "An unexpected error (InvalidOperationException); the log of the service says more.", attempt.Reason));
        Assert.DoesNotContain(yard.Received, heard => heard.Message is StepFaulted);
    }

    [Fact]
    public async Task Should_fault_the_step_after_the_last_attempt()
    {
        await using var yard = await JobYard.Start(
            (_, _, _) => throw new InvalidOperationException(Secret), options: new YardOptions("--Jobs:Attempts=2"));

        await yard.Bus.Publish(JobYard.Command(_run));

        var faulted = (await yard.UntilHeard<StepFaulted>(_run))[0].Message;
        await yard.UntilHeard<AttemptFailed>(_run);
        Assert.Equal((Step.Train, 2), (faulted.Step, faulted.Work.Attempt));
        Assert.DoesNotContain("hunter2", faulted.Reason, StringComparison.Ordinal);
        Assert.Equal(JobState.Done, (await yard.Job(_run))!.State);
    }

    [Fact]
    public async Task Should_log_where_a_defect_came_from_and_of_a_refusal_what_it_says()
    {
        var log = new RunnerLog();
        await using var yard = await JobYard.Start(
            (_, job, _) => throw (job.Attempt == 1
                ? new InvalidOperationException("It is broken.") : new StepFaultException("It is refused.")),
            options: new YardOptions { Log = log });

        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.UntilHeard<StepFaulted>(_run);

        var failed = log.Lines.Where(line => line.Line.StartsWith("Attempt ", StringComparison.Ordinal));
        Assert.Equal(
            [
                ($"Attempt 1 at TrainModel/{_run} failed: It is broken.", true),
                ($"Attempt 2 at TrainModel/{_run} failed: It is refused.", false),
            ],
            failed.Select(line => (line.Line, line.Exception is not null)));
    }

    /// <summary>The process ended between the effect and its reply, on the last attempt or on each.</summary>
    [Fact]
    public async Task Should_reply_after_the_last_attempt_where_the_effect_is_there()
    {
        await using var yard = await JobYard.Start(
            (_, _, _) => throw new InvalidOperationException(Secret),
            options: new YardOptions("--Jobs:Attempts=2")
            {
                Effect = command => (ModelTrained)JobYard.Reply(command, new TestJob()) with { Trainer = "stored" },
            });

        await yard.Bus.Publish(JobYard.Command(_run));

        Assert.Equal("stored", (await yard.UntilHeard<ModelTrained>(_run))[0].Message.Trainer);
        Assert.Null((await yard.Job(_run))!.Failure);
        Assert.DoesNotContain(yard.Received, heard => heard.Message is StepFaulted);
    }

    [Fact]
    public async Task Should_fault_the_step_with_its_reason_where_the_effect_can_not_be_told()
    {
        await using var yard = await JobYard.Start(
            (_, _, _) => throw new StepFaultException("The trainer 'x' is not installed."),
            options: new YardOptions { Effect = _ => throw new InvalidOperationException(Secret) });

        await yard.Bus.Publish(JobYard.Command(_run));

        Assert.Equal(
            "The trainer 'x' is not installed.", (await yard.UntilHeard<StepFaulted>(_run))[0].Message.Reason);
    }

    [Fact]
    public async Task Should_ask_for_the_effect_again_while_the_store_is_away()
    {
        var asked = 0;
        await using var yard = await JobYard.Start(
            (_, _, _) => throw new StepFaultException("The trainer 'x' is not installed."),
            options: new YardOptions
            {
                Effect = command => ++asked < 3
                    ? throw new SqliteException("database is locked", 5)
                    : JobYard.Reply(command, new TestJob()),
            });

        await yard.Bus.Publish(JobYard.Command(_run));

        await yard.UntilHeard<ModelTrained>(_run);
        Assert.Equal(3, asked);
        Assert.DoesNotContain(yard.Received, heard => heard.Message is StepFaulted);
    }

    [Fact]
    public async Task Should_fault_the_step_at_once_when_trying_again_would_not_help()
    {
        await using var yard = await JobYard.Start(
            (_, _, _) => throw new StepFaultException("The trainer 'x' is not installed."));

        await yard.Bus.Publish(JobYard.Command(_run));

        var faulted = (await yard.UntilHeard<StepFaulted>(_run))[0].Message;
        Assert.Equal(("The trainer 'x' is not installed.", 1), (faulted.Reason, faulted.Work.Attempt));
        Assert.Single(yard.Received);
    }

    [Fact]
    public async Task Should_tell_of_a_failed_attempt_though_a_report_is_on_its_way()
    {
        await using var yard = await JobYard.Start((command, job, _) =>
        {
            job.Report(new TrainingProgressed
            {
                RunId = command.RunId, Iteration = 1, Iterations = 2, Metric = "rmse", Elapsed = TimeSpan.Zero,
            });
            return job.Attempt == 1 ? throw new IOException(Secret) : Task.FromResult(JobYard.Reply(command, job));
        });

        await yard.Bus.Publish(JobYard.Command(_run));

        Assert.Equal(1, (await yard.UntilHeard<AttemptFailed>(_run))[0].Message.Attempt);
    }

    [Fact]
    public async Task Should_count_an_answer_that_is_no_JSON_as_a_failed_attempt()
    {
        var figures = new Dictionary<string, double> { ["loss"] = double.NaN };
        await using var yard = await JobYard.Start((command, job, _) => Task.FromResult<IMessage>(
            (ModelTrained)JobYard.Reply(command, job) with { Figures = figures }));

        await yard.Bus.Publish(JobYard.Command(_run));

        Assert.Equal(3, (await yard.UntilHeard<StepFaulted>(_run))[0].Message.Work.Attempt);
    }

    [Theory]
    [MemberData(nameof(NotForPeople), DisableDiscoveryEnumeration = true)]
    public void Should_keep_words_that_were_not_written_for_people_to_the_log(Exception exception)
    {
        var reason = Reasons.Of(exception);

        Assert.DoesNotContain("hunter2", reason, StringComparison.Ordinal);
        Assert.EndsWith("the log of the service says more.", reason, StringComparison.Ordinal);
    }

    /// <summary>A full disk as each writer tells of it: the store, DuckDB, Arrow, SQLite, a quota, several at once.
    /// </summary>
    public static TheoryData<Exception> FullDisks { get; } =
    [
        new ArtifactStoreException(Secret, new IOException(Secret, 28)),
        new ArtifactStoreException(Secret, new InvalidOperationException(
            $"IO Error: Could not write file \"{Secret}\": No space left on device")),
        new InvalidOperationException("SQLite Error 13: 'database or disk is full'."),
        new IOException(Secret, 122),
        new AggregateException(new InvalidOperationException(Secret), new IOException(Secret, 28)),
    ];

    [Theory]
    [MemberData(nameof(FullDisks), DisableDiscoveryEnumeration = true)]
    public void Should_tell_a_full_disk_from_whatever_wraps_it(Exception exception) =>
        Assert.Equal("The disk of the worker is full.", Reasons.Of(exception));

    [Fact]
    public void Should_tell_a_blob_that_can_not_be_read_from_one_that_is_missing()
    {
        Assert.Equal(
            "The worker may not use a file that the work needs; the log of the service says more.",
            Reasons.Of(new ArtifactStoreException(Secret, new UnauthorizedAccessException(Secret))));
        Assert.Equal(
            "A disk of the worker reports an error; the log of the service says more.",
            Reasons.Of(new ArtifactStoreException(Secret, new IOException(Secret, 5))));
    }

    [Fact]
    public void Should_name_what_a_person_can_act_on()
    {
        Assert.Equal("The disk of the worker is full.", Reasons.Of(new IOException(Secret, 28)));
        Assert.Equal("The worker ran out of memory.", Reasons.Of(new InsufficientMemoryException(Secret)));
        var missing = new ArtifactMissingException(JobYard.Command(_run).Training);
        Assert.Equal(missing.Message, Reasons.Of(missing));
    }
}
