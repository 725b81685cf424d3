namespace Trainyard.Hosting;

/// <summary>A service of the yard: what it adds to a process. The same object serves alone or beside all the
/// others.</summary>
public interface IYardService
{
    /// <summary>The name: lower-case, one word. Its database, its settings section and its log lines carry
    /// it.</summary>
    string Name { get; }

    /// <summary>Adds settings, documents, consumers, jobs and routes.</summary>
    void Configure(ServiceBuilder service);
}
