namespace Trainyard.Contracts;

/// <summary>
/// A command to one service. It is published as mandatory: where no queue waits for it, the sender is told at once.
/// </summary>
public interface ICommand : IMessage
{
    /// <summary>What tells two commands of a kind apart, and by which a repeat is known: for a step of a run the run,
    /// for a deployment or a move its id. At most 100 characters.</summary>
    string Key { get; }

    /// <summary>Whose turn it is: commands of a kind that wait for a worker take turns between the flows, and keep
    /// their order within one. The pipeline, or the model; empty where all wait in one line.</summary>
    string Flow => "";

    /// <summary>The run that it belongs to; null where it belongs to none.</summary>
    Guid? Run => this is IRunMessage { RunId: var run } && run != Guid.Empty ? run : null;
}
