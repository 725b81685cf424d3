namespace Trainyard.Contracts;

/// <summary>
/// A command to one service. It is published as mandatory: where no queue waits for it, the sender is told at once.
/// </summary>
public interface ICommand : IMessage;
