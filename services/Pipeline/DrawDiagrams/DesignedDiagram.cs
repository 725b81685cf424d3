using Trainyard.Api;
using Trainyard.Contracts;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.DrawDiagrams;

/// <summary>The sequence as designed, in Mermaid.</summary>
internal static class DesignedDiagram
{
    private static readonly TrainingRunStateMachine Machine = 
        new(new Deadlines(), new Api.Texts(new TextSettings()), TimeProvider.System);

    /// <summary>The states of a run and the messages that lead on, drawn from the state machine itself.</summary>
    public static string States { get; } = DrawStates();

    /// <summary>
    /// The messages between the parts when all goes well, and the branch where metrics are below the gate.
    /// </summary>
    public static string Sequence { get; } = DrawSequence();

    private static string DrawStates()
    {
        var transitions = TransitionVisitor.Of(Machine);
        var leaving = transitions.Select(transition => transition.From).ToHashSet();
        var lines = new List<string> { "stateDiagram-v2" };
        // Ways from one state to another are one arrow with all their messages.
        foreach (var way in transitions.GroupBy(transition => (transition.From, transition.To)))
        {
            var from = way.Key.From == Machine.Initial.Name ? "[*]" : way.Key.From;
            lines.Add(
                $"    {from} --> {way.Key.To}: {string.Join(", ", way.Select(transition => transition.Message))}");
        }

        lines.AddRange(transitions.Select(t => t.To).Distinct().Where(to => !leaving.Contains(to))
            .Select(end => $"    {end} --> [*]"));
        return string.Join('\n', lines) + "\n";
    }

    private static string DrawSequence()
    {
        var cast = new Cast([], new Dictionary<string, string>(), owner: null);
        var drawing = new SequenceDrawing("A run as designed", cast);
        drawing.Command(Role.Engineer, Role.Pipeline, nameof(TrainRequested));
        foreach (var row in Contracts.Sequence.Steps.Where(row => row.IsSent))
        {
            if (row.Step == Step.Register)
                drawing.Branch("metrics meet the gate");
            var (asker, worker) = (cast.AskerOf(row.Step).Role, cast.WorkerOf(row.Step).Role);
            drawing.Command(asker, worker, row.Command!.Name);
            drawing.Reply(worker, SequenceDrawing.ReceiverOf(row, asker), row.Reply!.Name);
        }

        drawing.Else("metrics below the gate");
        drawing.Lost(
            Role.Pipeline, Role.Engineer, $"{nameof(TrainingFailed)} ({FailureReason.MetricsBelowThreshold})");
        drawing.EndBranch();
        return drawing.Text;
    }
}
