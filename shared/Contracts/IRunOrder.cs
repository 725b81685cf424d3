namespace Trainyard.Contracts;

/// <summary>
/// An order to one service. It is published as mandatory: where no queue waits for it, the sender is told at once.
/// </summary>
public interface IRunOrder : IRunMessage;
