namespace Trainyard.Contracts;

/// <summary>Anything that crosses the bus, whether it belongs to a run or not.</summary>
public interface IMessage;
