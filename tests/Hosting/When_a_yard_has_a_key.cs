namespace Trainyard.Hosting.Tests;

public sealed class When_a_yard_has_a_key : IDisposable
{
    private const string Key = "0123456789abcdef-._~+/=";

    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-").FullName;

    private string File => Path.Combine(_folder, "key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/caller")]
    [InlineData("/nowhere")]
    [InlineData("/health")]
    [InlineData("/health/ready/caller")]
    public async Task Should_ask_whoever_has_none_for_it(string path)
    {
        await using var yard = await DoorYard.Start($"--Http:Key={Key}");

        var answer = await yard.Ask(path);

        Assert.Equal((401, "Bearer"), (answer.Status, answer.Challenge));
        Assert.Equal(
            "A key is asked for here. Send it in the header 'Authorization: Bearer KEY'.", answer.Text);
    }

    [Theory]
    [InlineData("Bearer 0123456789abcdef")]
    [InlineData($"Bearer {Key}x")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData(Key)]
    [InlineData($"Basic {Key}")]
    [InlineData($"Bearer {Key}, Bearer {Key}")]
    [InlineData("Bearer 0123456789ABCDEF-._~+/=")]
    public async Task Should_refuse_any_other(string authorization)
    {
        await using var yard = await DoorYard.Start($"--Http:Key={Key}");

        var answer = await yard.Ask("/caller", ("Authorization", authorization));

        Assert.Equal((401, "Bearer error=\"invalid_token\""), (answer.Status, answer.Challenge));
        Assert.StartsWith("This is not the key that is asked for here.", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    public async Task Should_let_whoever_has_it_in_and_know_them(string scheme)
    {
        await using var yard = await DoorYard.Start($"--Http:Key={Key}");

        Assert.Equal(new(200, "key", ""), await yard.Ask("/caller", ("Authorization", $"{scheme} {Key}")));
    }

    [Fact]
    public async Task Should_tell_anybody_whether_it_is_alive_and_ready()
    {
        await using var yard = await DoorYard.Start($"--Http:Key={Key}");

        Assert.Equal(200, (await yard.Ask("/health/live")).Status);
        Assert.Equal(200, (await yard.Ask("/health/ready")).Status);
    }

    [Fact]
    public async Task Should_know_nobody_where_there_is_none()
    {
        await using var yard = await DoorYard.Start();

        Assert.Equal("nobody", (await yard.Ask("/caller", ("Authorization", $"Bearer {Key}"))).Text);
    }

    [Fact]
    public async Task Should_take_it_from_a_file()
    {
        await System.IO.File.WriteAllTextAsync(File, Key + "\n", TestContext.Current.CancellationToken);
        await using var yard = await DoorYard.Start($"--Http:KeyFile={File}");

        Assert.Equal(401, (await yard.Ask("/caller")).Status);
        Assert.Equal(200, (await yard.Ask("/caller", ("Authorization", $"Bearer {Key}"))).Status);
    }
}
