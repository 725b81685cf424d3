namespace Trainyard.Hosting.Retention;

/// <summary>Removes what a service has kept for long enough. May run in several processes at once, and be cut off
/// anywhere: what is left goes the next time.</summary>
public interface IRetention
{
    /// <summary>Removes what is to go now.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many documents of each kind went, by what they are.</returns>
    Task<IReadOnlyDictionary<string, int>> Apply(CancellationToken cancellation);
}
