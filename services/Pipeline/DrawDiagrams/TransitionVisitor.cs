using MassTransit;
using MassTransit.SagaStateMachine;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.DrawDiagrams;

/// <summary>One way on: from a state, on a message, to a state.</summary>
internal sealed record Transition(string From, string Message, string To);

/// <summary>Walks through the state machine and notes every transition; a branch gives one for each way out.</summary>
internal sealed class TransitionVisitor : StateMachineVisitor
{
    private readonly List<Transition> _transitions = [];
    private string _state = "";
    private string _message = "";

    public static IReadOnlyList<Transition> Of(TrainingRunStateMachine machine)
    {
        var visitor = new TransitionVisitor();
        machine.Accept(visitor);
        return [.. visitor._transitions.Distinct()];
    }

    public void Visit(State state, Action<State> next)
    {
        _state = state.Name;
        next(state);
    }

    public void Visit(Event @event, Action<Event> next)
    {
        _message = @event.Name;
        next(@event);
    }

    public void Visit<TMessage>(Event<TMessage> @event, Action<Event<TMessage>> next)
        where TMessage : class
    {
        _message = typeof(TMessage).Name;
        next(@event);
    }

    public void Visit(IStateMachineActivity activity) => Visit(activity, _ => { });

    public void Visit<T>(IBehavior<T> behavior)
        where T : class, SagaStateMachineInstance
    {
    }

    public void Visit<T>(IBehavior<T> behavior, Action<IBehavior<T>> next)
        where T : class, SagaStateMachineInstance => next(behavior);

    public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior)
        where T : class, SagaStateMachineInstance
        where TMessage : class
    {
    }

    public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior, Action<IBehavior<T, TMessage>> next)
        where T : class, SagaStateMachineInstance
        where TMessage : class => next(behavior);

    public void Visit(IStateMachineActivity activity, Action<IStateMachineActivity> next)
    {
        if (activity is TransitionActivity<TrainingRun> transition)
            _transitions.Add(new Transition(_state, _message, transition.ToState.Name));
        next(activity);
    }
}
