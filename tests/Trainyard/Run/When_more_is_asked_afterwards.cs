using Trainyard.Cli.Run;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_more_is_asked_afterwards
{
    [Theory, MemberData(nameof(Outages.Kinds), MemberType = typeof(Outages))]
    public async Task Should_do_without_an_answer_where_there_is_none(string outage) =>
        Assert.Null(await Afterwards.Try<string>(() => throw Outages.Of(outage), CancellationToken.None));

    [Fact]
    public async Task Should_not_take_the_word_that_ends_the_command_for_no_answer()
    {
        using var word = new CancellationTokenSource();
        await word.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Afterwards.Try(
            () => Task.FromCanceled<string?>(word.Token), word.Token));
    }
}
