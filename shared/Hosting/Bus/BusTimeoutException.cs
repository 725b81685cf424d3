namespace Trainyard.Hosting.Bus;

/// <summary>The broker did not confirm a message in time, and may have it all the same. A type of its own: what the
/// document store throws when it does not answer is a <see cref="TimeoutException"/>, and a message that met one of
/// those waits for the store.</summary>
/// <param name="message">One sentence.</param>
public sealed class BusTimeoutException(string message) : Exception(message);
