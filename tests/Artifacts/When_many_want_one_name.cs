namespace Trainyard.Artifacts.Tests;

public sealed class When_many_want_one_name : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Should_give_it_to_one_and_refuse_it_to_the_others_who_keep_their_file()
    {
        for (var round = 0; round < 200; round++)
        {
            var name = Path.Combine(_folder.Path, $"name-{round}");
            using var start = new Barrier(participantCount: 4);

            var given = await Task.WhenAll(Enumerable.Range(0, 4).Select(one => Task.Run(() =>
            {
                var mine = $"{name}.{one}";
                File.WriteAllText(mine, $"{one}");
                start.SignalAndWait();
                return Took(mine, name);
            })));

            var winner = Assert.Single(Enumerable.Range(0, 4), one => given[one]);
            Assert.Equal($"{winner}", File.ReadAllText(name));
            Assert.All(Enumerable.Range(0, 4), one => Assert.Equal(one != winner, File.Exists($"{name}.{one}")));
        }
    }

    [Fact]
    public void Should_say_what_is_missing_where_there_is_no_file() =>
        Assert.Throws<FileNotFoundException>(() =>
            FreeName.Take(Path.Combine(_folder.Path, "none"), Path.Combine(_folder.Path, "name")));

    private static bool Took(string file, string name)
    {
        try
        {
            FreeName.Take(file, name);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => _folder.Dispose();
}
