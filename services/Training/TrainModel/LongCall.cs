namespace Trainyard.Training.TrainModel;

/// <summary>
/// Work in a library that can't be interrupted everywhere. It has a thread of its own and looks at its token where it
/// can; when it doesn't within a second of a cancellation, it is left to end by itself and its result is thrown away.
/// </summary>
internal static class LongCall
{
    /// <summary>How long a cancelled call may take to notice.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Runs the work.</summary>
    /// <param name="work">The work; it disposes of all that it uses.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="time">The clock; that of the system when absent.</param>
    public static async Task<T> Run<T>(
        Func<CancellationToken, T> work, CancellationToken cancellation, TimeProvider? time = null)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(work(cancellation));
            }
            catch (OperationCanceledException)
            {
                result.TrySetCanceled(cancellation);
            }
            catch (Exception problem)
            {
                result.TrySetException(problem);
            }
        })
        { IsBackground = true, Name = "training" };
        thread.Start();
        try
        {
            return await result.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Task.WhenAny(result.Task, Task.Delay(Grace, time ?? TimeProvider.System, CancellationToken.None));
            _ = result.Task.ContinueWith(
                left => left.Exception,
                CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }
}
