using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Cli.Yards;
using Trainyard.Hosting;
using Trainyard.Hosting.Settings;

namespace Trainyard.Cli.Tests.Yards;

public sealed class When_a_yard_is_asked_for_its_own_files : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("trainyard-test-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task Should_name_all_that_it_keeps_wherever_the_settings_put_it()
    {
        await using var yard = Build(
            $"--Documents:Folder={_path}/d", $"--Artifacts:Folder={_path}/a", $"--Keys:Folder={_path}/k",
            $"--Keys:TrustFolder={_path}/t", $"--Registry:SigningKey={_path}/s.pem",
            $"--Serving:TrustedKey={_path}/p.pem");

        var own = yard.Services.GetRequiredService<YardFolders>().All;

        Assert.Superset(
            new HashSet<string>(["d", "a", "k", "t", "s.pem", "p.pem"]).Select(name => $"{_path}/{name}").ToHashSet(),
            own.ToHashSet());
        // The places where an earlier process may have kept it are its own too, and those of the command.
        Assert.Superset(
            YardFolders.InDataFolder.Select(name => $"{_path}/data/{name}").ToHashSet(), own.ToHashSet());
        Assert.Contains($"{AppContext.BaseDirectory}appsettings.json", own);
    }

    [Fact]
    public async Task Should_name_every_file_that_a_yard_makes_in_its_folder()
    {
        await using (var yard = await LocalYard.Open($"{_path}/data", TestContext.Current.CancellationToken))
        {
            await using var same = Build();
            var own = same.Services.GetRequiredService<YardFolders>().All;

            var made = Directory.GetFileSystemEntries($"{_path}/data");
            Assert.NotEmpty(made);
            Assert.All(made, entry => Assert.Contains(entry, own));
        }
    }

    [Theory]
    [InlineData("A*B")]
    [InlineData("${ALERT_URL}")]
    public void Should_not_start_where_what_is_allowed_is_no_name(string name)
    {
        var refusal = Assert.Throws<SettingsException>(() => Build($"--Secrets:Allowed:0={name}"));

        Assert.StartsWith("Secrets:Allowed must hold names", refusal.Message, StringComparison.Ordinal);
    }

    private WebApplication Build(params string[] settings) => AllServices.AddTo(new YardBuilder(
        ["--Logging:Level=Fatal", "--Urls=http://127.0.0.1:0", $"--Data:Folder={_path}/data", .. settings])).Build();
}
