using System.Runtime.CompilerServices;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.CheckRecords;

/// <summary>Every run that goes on waits for something, and not for longer than its deadline.</summary>
internal sealed class RunCheck(IDocuments<TrainingRun> runs, TimeProvider time) : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        var overdue = time.GetUtcNow() - ConsistencyChecks.Grace;
        foreach (var state in TrainingRunStateMachine.Waiting)
        {
            var query = new DocumentQuery { OrderBy = "requested" }.Equal("state", state);
            await foreach (var run in runs.All(query, cancellation))
            {
                if (run.Deadline is null)
                    yield return WithoutDeadline(run);
                else if (run.Deadline < overdue)
                    yield return PastDeadline(run);
            }
        }
    }

    private static Violation PastDeadline(TrainingRun run) => new(
        "run-past-deadline", run.CorrelationId.ToString(), run.Deadline,
        $"Run {run.CorrelationId} of {run.Pipeline} waits for {run.Step} past its deadline, and has no ending.",
        "Pipeline ends it within seconds: start it; if it runs, its log and its queues say what keeps it.");

    private static Violation WithoutDeadline(TrainingRun run) => new(
        "run-without-deadline", run.CorrelationId.ToString(), run.RequestedAt,
        $"Run {run.CorrelationId} of {run.Pipeline} waits for {run.Step} without a deadline: it may never end.",
        $"Cancel it: trainyard cancel {run.CorrelationId}. No run should wait so; please report it.");
}
