namespace Trainyard.Training.TrainModel;

/// <summary>Keeps what a training may go on from when its worker dies. Called from the thread that trains.</summary>
internal interface ICheckpoints
{
    /// <summary>What an attempt before this one kept last; absent when there is nothing.</summary>
    byte[]? Earlier { get; }

    /// <summary>Is told that the training goes on from there.</summary>
    void GoOn(int iteration, int iterations);

    /// <summary>Is told that it can't, and begins anew.</summary>
    /// <param name="reason">Why, as one sentence.</param>
    void BeginAnew(string reason);

    /// <summary>Whether it is time to keep something; to be asked right before it is put together.</summary>
    bool IsDue { get; }

    /// <summary>Keeps something; returns at once.</summary>
    /// <param name="write">Puts it into bytes, on another thread.</param>
    void Keep(Func<byte[]> write);
}
