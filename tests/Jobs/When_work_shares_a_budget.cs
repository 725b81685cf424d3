using CsCheck;
using Trainyard.Jobs.Budget;

namespace Trainyard.Jobs.Tests;

public sealed class When_work_shares_a_budget
{
    private const long All = 1L << 28;

    private readonly WorkBudget _budget = new(new BudgetSettings { Memory = All, Cores = 4 });

    [Fact]
    public async Task Should_wait_until_its_memory_is_free()
    {
        var first = await Take(All / 2);
        var second = await Take(All / 2);
        var third = Take(All / 4);

        Assert.False(third.IsCompleted);
        _budget.Return(first);

        Assert.Equal(All / 4, (await third).Memory);
        Assert.Equal((4, 1), (first.Cores, second.Cores));
    }

    [Fact]
    public async Task Should_be_served_in_the_order_of_coming()
    {
        var first = await Take(All);
        var (large, small) = (Take(All), Take(1));

        _budget.Return(first);

        var whole = await large;
        Assert.False(small.IsCompleted);
        _budget.Return(whole);
        _ = await small;
    }

    /// <summary>A fault, a reply or an alert is not to wait for a training that waits for memory itself.</summary>
    [Fact]
    public async Task Should_wait_for_nobody_where_it_takes_none()
    {
        var first = await Take(All);
        var waiting = Take(All / 2);

        var none = Take(0);

        Assert.True(none.IsCompleted, "It waits behind work that takes memory.");
        Assert.Equal(new WorkShare(0, 1) { Most = All }, await none);
        Assert.False(waiting.IsCompleted);
        _budget.Return(await none);
        _budget.Return(first);
        Assert.Equal(4, (await waiting).Cores);
    }

    [Fact]
    public async Task Should_let_the_next_pass_when_one_that_waits_goes_away()
    {
        using var gone = new CancellationTokenSource();
        _ = await Take(All / 2);
        var (large, small) = (_budget.Take(All, gone.Token), Take(1));

        await gone.CancelAsync();

        _ = await small;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
    }

    [Fact]
    public async Task Should_count_what_is_more_than_all_as_all() => Assert.Equal(All, (await Take(All * 3)).Memory);

    [Fact]
    public void Should_never_give_out_more_memory_than_there_is() =>
        Gen.Long[0, All * 2].Array[1, 30].Sample(wishes =>
        {
            var budget = new WorkBudget(new BudgetSettings { Memory = All, Cores = 4 });
            var waiting = wishes.Select(wish => budget.Take(wish, CancellationToken.None)).ToList();
            var held = new Queue<WorkShare>();
            for (var ended = 0; ended < wishes.Length; ended++)
            {
                // What is given is heard of a moment later.
                if (held.Count == 0)
                    _ = Task.WaitAny([.. waiting], TestContext.Current.CancellationToken);
                foreach (var given in waiting.Where(wait => wait.IsCompleted).ToList())
                {
                    held.Enqueue(given.Result);
                    waiting.Remove(given);
                }

                Assert.InRange(held.Sum(share => share.Memory), 0, All);
                budget.Return(held.Dequeue());
            }
        });

    private Task<WorkShare> Take(long memory) => _budget.Take(memory, TestContext.Current.CancellationToken);
}
