using CsCheck;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_pipelines_share_workers
{
    [Fact]
    public async Task Should_take_turns_and_keep_the_order_within_each()
    {
        await using var jobs = new StoredJobs();
        var (a, b, c) = (await Accept(jobs, "a", 5), await Accept(jobs, "b", 2), await Accept(jobs, "c", 1));

        var claimed = await ClaimAll(jobs);

        Assert.Equal(["a", "b", "c"], claimed.Take(3).Select(job => job.Flow).Order());
        Assert.Equal(["a", "b"], claimed.Skip(3).Take(2).Select(job => job.Flow).Order());
        foreach (var (flow, stored) in new[] { ("a", a), ("b", b), ("c", c) })
            Assert.Equal(stored, claimed.Where(job => job.Flow == flow).Select(job => job.RunId!.Value));
    }

    [Fact]
    public async Task Should_hold_nothing_against_a_pipeline_that_had_much_while_nobody_else_waited()
    {
        await using var jobs = new StoredJobs();
        await Accept(jobs, "old", 30);
        await ClaimAll(jobs);
        await Accept(jobs, "new", 4);
        await Accept(jobs, "old", 4);

        var claimed = await ClaimAll(jobs);

        Assert.Equal(2, claimed.Take(4).Count(job => job.Flow == "old"));
    }

    /// <summary>However jobs come and are claimed: while two pipelines wait, neither gets more than the other, but for
    /// the turn under way.</summary>
    [Fact]
    public Task Should_share_equally_while_both_wait() =>
        Gen.Int[0, 3].Array[5, 40].SampleAsync(
            async deeds =>
            {
                await using var jobs = new StoredJobs();
                await Accept(jobs, "a", 1);
                await Accept(jobs, "b", 1);
                var waiting = new Dictionary<string, int> { ["a"] = 1, ["b"] = 1 };
                var lead = 0;
                foreach (var deed in deeds)
                {
                    if (deed < 2)
                    {
                        var flow = deed == 0 ? "a" : "b";
                        await Accept(jobs, flow, 1);
                        waiting[flow]++;
                    }
                    else if (await jobs.Claim() is { } claimed)
                    {
                        waiting[claimed.Flow]--;
                        lead += claimed.Flow == "a" ? 1 : -1;
                    }

                    if (waiting.Values.Any(count => count == 0))
                        lead = 0;
                    Assert.InRange(lead, -2, 2);
                }
            },
            iter: 30, threads: 1);

    private static async Task<List<Guid>> Accept(StoredJobs jobs, string pipeline, int count)
    {
        var runs = new List<Guid>();
        for (var run = 0; run < count; run++)
            runs.Add(await jobs.Accept(pipeline));
        return runs;
    }

    private static async Task<List<JobDocument>> ClaimAll(StoredJobs jobs)
    {
        var claimed = new List<JobDocument>();
        while (await jobs.Claim() is { } job)
            claimed.Add(job);
        return claimed;
    }
}
