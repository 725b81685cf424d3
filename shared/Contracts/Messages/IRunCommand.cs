namespace Trainyard.Contracts;

/// <summary>A command of the sequence: a step of a run is done by it.</summary>
public interface IRunCommand : IRunMessage, ICommand;
