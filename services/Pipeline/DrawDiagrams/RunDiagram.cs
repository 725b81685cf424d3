using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Sagas;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.DrawDiagrams;

/// <summary>
/// The sequence diagram of one run, in Mermaid: what really happened, with durations, retries and the branch taken.
/// </summary>
internal static class RunDiagram
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Of(TrainingRun run)
    {
        var drawing = new SequenceDrawing($"{run.Pipeline}, run {run.CorrelationId}: {run.State}", run.Participants);
        DateTimeOffset? previous = null;
        foreach (var entry in run.Journal.Entries)
        {
            var wait = entry.At - previous;
            previous = entry.At;
            Draw(drawing, run, entry, wait);
        }

        if (run.EndedAt is { } ended)
            drawing.Note("Engineer", "Monitor", $"{run.State} after {Texts.Duration(ended - run.RequestedAt)}");
        else
            drawing.Note("Engineer", "Monitor", $"{run.State}, waiting for {run.Step}");
        return drawing.Text;
    }

    private static void Draw(SequenceDrawing drawing, TrainingRun run, JournalEntry entry, TimeSpan? wait)
    {
        switch (entry.Message)
        {
            case nameof(StartRun):
                drawing.Command("Engineer", "Pipeline", $"TrainRequested by {run.RequestedBy}");
                break;
            case nameof(AttemptFailed):
                var failed = Read<AttemptFailed>(entry);
                drawing.Note(Routes.Of(failed.Step).Worker, $"attempt {failed.Attempt} failed: {failed.Reason}");
                break;
            case nameof(StepFaulted):
                var broke = Read<StepFaulted>(entry);
                drawing.Lost(Routes.Of(broke.Step).Worker, Routes.Of(broke.Step).Asker, $"StepFaulted: {broke.Reason}");
                break;
            case nameof(DataRejected):
                var rejected = Read<DataRejected>(entry);
                drawing.Lost(
                    Routes.Of(rejected.Step).Worker, "Pipeline",
                    $"DataRejected, {rejected.Findings.Count(f => !f.IsWarning)} findings{Texts.Work(rejected.Work)}");
                break;
            case nameof(StepDeadlinePassed):
                drawing.Note("Pipeline", $"deadline of {run.Step} passed");
                break;
            case nameof(BeginDeadlinePassed):
                drawing.Command("Engineer", "Pipeline", $"TrainRequested by {run.RequestedBy}");
                drawing.Note("Pipeline", "the run did not begin in time");
                break;
            case nameof(CancelRun):
                drawing.Command("Engineer", "Pipeline", $"CancelRun by {Read<CancelRun>(entry).RequestedBy}");
                break;
            case nameof(TrainingFailed):
                DrawFailure(drawing, run, Read<TrainingFailed>(entry));
                break;
            case nameof(TrainingCancelled):
                drawing.Fact("Pipeline", "Engineer", "TrainingCancelled");
                break;
            case nameof(TrainingSucceeded):
                drawing.Fact("Monitor", "Engineer", $"TrainingSucceeded, version {run.Registered?.Version}");
                drawing.EndBranch();
                break;
            default:
                DrawStep(drawing, run, entry, wait);
                break;
        }
    }

    private static void DrawStep(SequenceDrawing drawing, TrainingRun run, JournalEntry entry, TimeSpan? wait)
    {
        if (Routes.Find(entry.Message) is not { } route)
            return;
        if (entry.Message == nameof(RegisterModel))
            drawing.Branch("metrics meet the gate" + Texts.Gate(run.Gate));
        if (entry.Direction == JournalDirection.Sent)
        {
            drawing.Command(route.Asker, route.Worker, entry.Message);
            return;
        }

        var work = entry.Body.TryGetProperty("work", out var done) ? done.Deserialize<WorkDone>(Json) : null;
        drawing.Fact(route.Worker, route.Asker, entry.Message + Texts.Work(work, wait) + Texts.Figures(entry));
    }

    private static void DrawFailure(SequenceDrawing drawing, TrainingRun run, TrainingFailed failed)
    {
        if (failed.Reason == FailureReason.MetricsBelowThreshold)
            drawing.Branch("metrics below the gate" + Texts.Gate(run.Gate));
        drawing.Lost("Pipeline", "Engineer", $"TrainingFailed ({failed.Reason})");
        drawing.EndBranch();
    }

    private static T Read<T>(JournalEntry entry) => entry.Body.Deserialize<T>(Json)!;
}
