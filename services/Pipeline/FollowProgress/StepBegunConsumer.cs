using MassTransit;
using Trainyard.Contracts;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.FollowProgress;

/// <summary>Has the deadline of a step count from when a worker first said that it had begun. Like progress it is no
/// part of the record, so it goes past the saga, and changes nothing else of the run.</summary>
internal sealed class StepBegunConsumer(IDocuments<TrainingRun> runs, Deadlines deadlines, TimeProvider time)
    : IConsumer<StepBegun>
{
    private readonly SteadyTime _steady = SteadyTime.Of(time);

    public Task Consume(ConsumeContext<StepBegun> context) =>
        runs.Change($"{context.Message.RunId}", run => Begin(run, context.Message.Step), context.CancellationToken);

    private TrainingRun? Begin(TrainingRun? run, Step step)
    {
        // A later attempt begins nothing anew, and one at a step before comes too late.
        if (run is not { Deadline: not null, IsStepBegun: false } || run.Step != step)
            return null;
        run.IsStepBegun = true;
        run.Deadline = _steady.Now + deadlines.Of(run);
        return run;
    }
}

/// <summary>The queue is <c>follow-progress</c>.</summary>
internal sealed class StepBegunConsumerDefinition : ConsumerDefinition<StepBegunConsumer>
{
    public StepBegunConsumerDefinition() => EndpointName = "follow-progress";
}
