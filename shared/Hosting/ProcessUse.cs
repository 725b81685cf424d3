namespace Trainyard.Hosting;

/// <summary>What a process is for.</summary>
/// <param name="Use">What it is for.</param>
public sealed record ProcessUse(YardUse Use)
{
    /// <summary>Whether it only answers from what is stored: nobody hears what it publishes.</summary>
    public bool IsReading => Use != YardUse.Work;
}

/// <summary>What a process may be for.</summary>
public enum YardUse
{
    /// <summary>To do the work of its services.</summary>
    Work,

    /// <summary>To answer from what is stored.</summary>
    Reading,

    /// <summary>To answer from what is stored, and predictions with it.</summary>
    Predictions,
}
