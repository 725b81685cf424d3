using Trainyard.Api.Alerts;
using Trainyard.Cli.Run;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_an_alert_is_told_of : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("words-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Theory]
    [InlineData(false, "not sent yet (A is not set); the server tries it again")]
    [InlineData(true, "not sent yet (A is not set); the process that works in the folder tries it again")]
    public async Task Should_say_that_a_yard_which_goes_on_tries_it_again(bool isOnThisMachine, string words)
    {
        await using var yard = new RemoteYard(new Uri("http://a"), null, Patience.ToRead, isOnThisMachine);

        Assert.Equal(words, AlertWords.In(yard, " --server http://a").Of(Waiting));
    }

    [Fact]
    public async Task Should_say_what_tries_it_again_where_the_yard_ends_with_the_command()
    {
        await using var yard = await LocalYard.Open(_path, TestContext.Current.CancellationToken);

        var words = AlertWords.In(yard, " --data d").Of(Waiting);

        Assert.StartsWith(
            "not sent yet (A is not set); it is tried again by the next ", words, StringComparison.Ordinal);
        Assert.EndsWith(" run in this folder", words, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Should_name_who_has_the_rights_that_it_takes_where_nobody_works_in_the_folder(bool isServed)
    {
        await using (await LocalYard.Open(_path, TestContext.Current.CancellationToken))
        {
        }

        using (var folder = YardFolder.TryTake(_path))
            folder!.WasServed = isServed;
        await using var yard = await ReadingYard.Open(
            _path, loadsModels: false, TestContext.Current.CancellationToken);

        var words = AlertWords.In(yard, " --data d").Of(Waiting);

        Assert.EndsWith(isServed ? " up --data d" : " run in this folder", words, StringComparison.Ordinal);
    }

    private static AlertView Waiting => new(1, "${A}", AlertState.UnderWay, 2, "A is not set.");
}
