using MassTransit;
using MassTransit.SagaStateMachine;
using Trainyard.Contracts;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.DrawDiagrams;

/// <summary>The diagram of the design, drawn from the state machine itself: its states, and the events that lead on.</summary>
internal static class DesignedDiagram
{
    public static string Text { get; } = Draw();

    private static string Draw()
    {
        var machine = new TrainingRunStateMachine(new Deadlines(), TimeProvider.System);
        var graph = machine.GetGraph();
        var lines = new List<string> { "stateDiagram-v2" };
        foreach (var edge in graph.Edges.Where(edge => edge.From.VertexType == typeof(Event)).ToList())
            lines.Add(edge.ToString()!);
        return string.Join('\n', lines);
    }
}
