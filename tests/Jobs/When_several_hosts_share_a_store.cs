using System.Collections.Concurrent;
using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Jobs.Tests;

public sealed class When_several_hosts_share_a_store
{
    [Fact]
    public async Task Should_have_every_job_run_by_one_of_them()
    {
        var runs = Enumerable.Range(0, 60).Select(_ => Guid.NewGuid()).ToList();
        var begun = new ConcurrentQueue<(Guid Run, string Host)>();
        var bothWork = new TaskCompletionSource();
        Play On(string host) => async (command, job, cancellation) =>
        {
            begun.Enqueue((command.RunId, host));
            if (begun.Select(entry => entry.Host).Distinct().Count() == 2)
                bothWork.TrySetResult();
            await bothWork.Task.WaitAsync(cancellation);
            return JobYard.Reply(command, job);
        };
        await using var first = await JobYard.Start(On("first"));
        await using var second = await JobYard.Start(On("second"), first);

        await Task.WhenAll(runs.Select(run => first.Bus.Publish(JobYard.Command(run))));

        var replies = await JobYard.Until(() => Task.FromResult(
            first.Received.Concat(second.Received).ToList() is { Count: >= 60 } heard ? heard : null));
        Assert.Equal(runs.Order(), replies.Select(reply => reply.Message.RunId).Order());
        Assert.Equal(runs.Order(), begun.Select(entry => entry.Run).Order());
        Assert.All(replies, reply => Assert.IsType<ModelTrained>(reply.Message));
    }
}
