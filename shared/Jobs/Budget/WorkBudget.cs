namespace Trainyard.Jobs.Budget;

/// <summary>
/// Memory and cores of the process, given out before work begins. Who waits for memory is served in the order of
/// coming, so that small work does not keep large work waiting for ever. Work that takes none waits for nobody. For
/// cores nobody waits: they are shared by time anyway, and a long training would hold up all else.
/// </summary>
public sealed class WorkBudget(BudgetSettings settings)
{
    /// <summary>Heavy work takes one of so many parts of the memory where no setting says more.</summary>
    public const int Parts = 4;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiting> _queue = [];
    private long _memory = settings.Memory;
    private int _cores = settings.Cores;

    /// <summary>What all jobs of the process may take together, in bytes.</summary>
    public long Memory => settings.Memory;

    /// <summary>What heavy work takes where no setting says more.</summary>
    public long Part => settings.Memory / Parts;

    /// <summary>Takes a share once it is free; what is more than all there is counts as all.</summary>
    public async Task<WorkShare> Take(long memory, CancellationToken cancellation)
    {
        // Work that takes next to no memory is no native work either.
        if (memory == 0)
            return Give(0, 1);
        var wanted = new Waiting(Math.Min(memory, settings.Memory));
        lock (_lock)
        {
            _queue.AddLast(wanted);
            GiveOut();
        }

        await using var stop = cancellation.Register(() => Leave(wanted, cancellation));
        return await wanted.Given.Task;
    }

    /// <summary>Gives a share back.</summary>
    public void Return(WorkShare share)
    {
        lock (_lock)
        {
            _memory += share.Memory;
            _cores += share.Cores;
            GiveOut();
        }
    }

    private void Leave(Waiting waiting, CancellationToken cancellation)
    {
        lock (_lock)
        {
            // One that has its share keeps it, and gives it back itself.
            if (!_queue.Remove(waiting))
                return;
            GiveOut();
        }

        _ = waiting.Given.TrySetCanceled(cancellation);
    }

    private void GiveOut()
    {
        while (_queue.First is { } first && first.Value.Memory <= _memory)
        {
            _queue.RemoveFirst();
            _ = first.Value.Given.TrySetResult(Give(first.Value.Memory, Math.Max(1, _cores)));
        }
    }

    private WorkShare Give(long memory, int cores)
    {
        lock (_lock)
        {
            _memory -= memory;
            _cores -= cores;
            return new WorkShare(memory, cores) { Most = settings.Memory };
        }
    }

    private sealed class Waiting(long memory)
    {
        public long Memory => memory;

        public TaskCompletionSource<WorkShare> Given { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
