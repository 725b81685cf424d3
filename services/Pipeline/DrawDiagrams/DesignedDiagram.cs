using Trainyard.Contracts;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.DrawDiagrams;

/// <summary>The sequence as designed, in Mermaid.</summary>
internal static class DesignedDiagram
{
    private static readonly TrainingRunStateMachine Machine = new(new Deadlines(), TimeProvider.System);

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
        var drawing = new SequenceDrawing("A run as designed", []);
        drawing.Command("Engineer", "Pipeline", nameof(TrainRequested));
        foreach (var route in Routes.All)
        {
            if (route.Step == Step.Register)
                drawing.Branch("metrics meet the gate");
            drawing.Command(route.Asker, route.Worker, route.Command);
            drawing.Fact(route.Worker, route.Step == Step.Announce ? "Engineer" : route.Asker, route.Reply);
        }

        drawing.Else("metrics below the gate");
        drawing.Lost("Pipeline", "Engineer", $"{nameof(TrainingFailed)} ({FailureReason.MetricsBelowThreshold})");
        drawing.EndBranch();
        return drawing.Text;
    }
}
