namespace Trainyard.Contracts;

/// <summary>Any message: what travels by itself, rather than inside another.</summary>
public interface IMessage;
