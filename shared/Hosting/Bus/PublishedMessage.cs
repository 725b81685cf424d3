namespace Trainyard.Hosting.Bus;

/// <summary>A message that a service publishes. Its login at the broker may write to the exchange of that message, and
/// to those of no others.</summary>
/// <param name="Service">The name of the service.</param>
/// <param name="Message">The type of the message.</param>
public sealed record PublishedMessage(string Service, Type Message);
