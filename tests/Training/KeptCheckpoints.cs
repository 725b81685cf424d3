using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

/// <summary>Keeps a checkpoint after each iteration of some, while they are wanted, and may have one to go on
/// from.</summary>
internal sealed class KeptCheckpoints(byte[]? earlier = null, int every = 1, Func<bool>? isWanted = null)
    : ICheckpoints
{
    private int _asked;

    /// <summary>All that were kept.</summary>
    public List<byte[]> Kept { get; } = [];

    /// <summary>Where the training went on from.</summary>
    public int? WentOnFrom { get; private set; }

    /// <summary>Why it did not.</summary>
    public string? Reason { get; private set; }

    public byte[]? Earlier => earlier;

    public bool IsDue => ++_asked % every == 0 && isWanted?.Invoke() != false;

    public void GoOn(int iteration, int iterations) => WentOnFrom = iteration;

    public void BeginAnew(string reason) => Reason = reason;

    public void Keep(Func<byte[]> write) => Kept.Add(write());
}
