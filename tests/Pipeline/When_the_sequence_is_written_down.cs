using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Api;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.Tests;

public sealed class When_the_sequence_is_written_down
{
    /// <summary>Messages of runs that the saga does not receive, and why.</summary>
    private static readonly Dictionary<Type, string> Elsewhere = new()
    {
        [typeof(TrainRequested)] = "it is accepted first, and then begins a run",
        [typeof(TrainingProgressed)] = "it is no part of the record",
        [typeof(StepBegun)] = "it is no part of the record",
        [typeof(TrainingFailed)] = "the saga says it",
        [typeof(TrainingCancelled)] = "the saga says it",
        [typeof(RequestLost)] = "the intake gives the request a run that is rejected",
        [typeof(StopWork)] = "it is for workers",
        [typeof(RunTrial)] = "a trial is not the saga's",
        [typeof(TrialCompleted)] = "a trial is not the saga's",
        [typeof(MoveAlias)] = "it belongs to no run",
        [typeof(AliasMoveDecided)] = "it belongs to no run",
        [typeof(JobFaulted)] = "it is for work that is no step",
        [typeof(ModelServed)] = "Registry holds it against its own records, and says ModelDeployed",
        [typeof(DeploymentRefused)] = "it is for people; the run is told by StepFaulted",
        [typeof(DeadLettersPiledUp)] = "it belongs to no run",
    };

    private static readonly TrainingRunStateMachine Machine =
        new(new Deadlines(), new Texts(new TextSettings()), TimeProvider.System);

    public static TheoryData<Step> Steps => [.. Sequence.Steps.Where(step => step.IsSent).Select(step => step.Step)];

    [Fact]
    public void Should_name_every_step_once_in_the_order_of_a_run() =>
        Assert.Equal(Enum.GetValues<Step>(), Sequence.Steps.Select(step => step.Step));

    [Fact]
    public void Should_leave_no_message_of_a_run_without_its_place()
    {
        var commands = Sequence.Steps.Select(step => step.Command).OfType<Type>();
        var placed = Machine.Messages.Concat(commands).Concat(Elsewhere.Keys).ToHashSet();

        var lost = ContractTypes.All.Where(message => !placed.Contains(message)).Select(message => message.Name);

        Assert.True(!lost.Any(), "No step, no event of the saga, and no reason why not: " + string.Join(", ", lost));
    }

    [Theory, MemberData(nameof(Steps))]
    public void Should_have_the_saga_wait_for_each_reply(Step step)
    {
        var row = Sequence.Of(step);

        Assert.Contains(row.Reply!, Machine.Messages);
        Assert.True(row.Reply!.IsAssignableTo(typeof(IStepReply)) || row.Reply.IsAssignableTo(typeof(IRunEnding)));
        Assert.True(row.Deadline > TimeSpan.Zero);
        Assert.Equal(row.Deadline, new Deadlines().Of(step));
        // What a run can do without is not waited for; all else may wait for a worker for days.
        Assert.Equal(step == Step.Announce, row.CountsFromCommand);
    }

    [Fact]
    public void Should_have_one_waiting_state_for_each_step_that_is_sent()
    {
        Assert.Equal(Sequence.Steps.Count(step => step.IsSent), TrainingRunStateMachine.Waiting.Count);
        Assert.All(TrainingRunStateMachine.Waiting, state => Assert.NotNull(Machine.GetState(state)));
    }

    [Fact]
    public void Should_handle_the_fault_of_each_command()
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging();
        services.AddMassTransit(bus =>
        {
            LostCommands.Add(bus);
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });

        var consumers = services.Select(service => service.ServiceType).ToHashSet();
        var commands = Sequence.Steps.Select(step => step.Command).OfType<Type>().Append(typeof(MoveAlias));

        Assert.All(
            commands, command => Assert.Contains(typeof(LostCommandConsumer<>).MakeGenericType(command), consumers));
    }

    [Theory, MemberData(nameof(Steps))]
    public void Should_name_the_service_where_the_work_of_a_lost_command_would_have_been(Step step)
    {
        var row = Sequence.Of(step);

        var lost = StepFaulted.Lost(row, Guid.NewGuid(), "It is lost.", worker: null, DateTimeOffset.UnixEpoch);

        Assert.Equal((row.Step, row.Service), (lost.Step, lost.Work.Service));
    }
}
