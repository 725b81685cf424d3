using Microsoft.AspNetCore.Builder;
using Trainyard.Hosting.Http;
using Trainyard.Hosting.Settings;

namespace Trainyard.Hosting.Tests;

public sealed class When_a_process_would_be_reached_from_elsewhere : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Urls", "--Urls=http://0.0.0.0:5099")]
    [InlineData("Urls", "--urls=http://+:8080")]
    [InlineData("Urls", "--Urls=http://*:8080")]
    [InlineData("Urls", "--Urls=http://[::]:8080")]
    [InlineData("Urls", "--Urls=http://192.168.1.5:8080")]
    [InlineData("Urls", "--Urls=http://trainyard:8080")]
    [InlineData("Urls", "--Urls=http://localhost.example:8080")]
    [InlineData("Urls", "--Urls=http://127.0.0.1:5099;https://0.0.0.0:5100")]
    [InlineData("HTTP_PORTS", "--HTTP_PORTS=8080")]
    [InlineData("HTTPS_PORTS", "--https_ports=8080;8081")]
    [InlineData("Kestrel:Endpoints:Http:Url", "--Kestrel:Endpoints:Http:Url=http://*:80")]
    [InlineData("Kestrel:Endpoints:Http:Url", "--Urls=http://127.0.0.1:0", "--Kestrel:Endpoints:Http:Url=http://*:80")]
    public async Task Should_not_start_without_a_key_and_say_what_is_missing(string named, params string[] settings)
    {
        var refusal = Assert.Throws<SettingsException>(() => Build(settings));

        Assert.Equal(
            $"Http:KeyFile must name a file with a key, or Http:Key be one, since {named} has this process listen "
            + "beyond localhost; 'trainyard key FILE' makes one. Or listen on localhost, for example with "
            + "Urls=http://127.0.0.1:5080",
            refusal.Message);
        await using var app = Build([.. settings, "--Http:Key=" + HttpKey.Create()]);
    }

    [Theory]
    [InlineData]
    [InlineData("--Urls=http://localhost:5080")]
    [InlineData("--Urls=http://127.0.0.1:5080;http://[::1]:5080")]
    [InlineData("--Urls=http://127.8.9.1:5080")]
    [InlineData("--Urls=http://127.0.0.1:5080", "--HTTP_PORTS=8080")]
    [InlineData("--Urls=http://unix:/tmp/yard.sock")]
    public async Task Should_need_none_where_this_machine_alone_reaches_it(params string[] settings)
    {
        await using var app = Build(settings);
    }

    [Theory]
    [InlineData("--Urls=0.0.0.0:5099", "Urls must be an address such as http://127.0.0.1:5080")]
    [InlineData("--Http:Key=0123456789abcde", "Http:Key must be a key of 16 to 512 letters, digits and -._~+/=")]
    [InlineData("--Http:Key=0123456789 abcdef", "Http:Key must be a key of 16 to 512 letters, digits and -._~+/=")]
    [InlineData("--Http:KeyFile=/no/such/file", "Http:KeyFile must name a file that this process can read")]
    [InlineData(
        "--Http:AllowedHosts:0=http://a",
        "Http:AllowedHosts must be names without scheme and port, such as trainyard.example.org or [::1]")]
    [InlineData(
        "--Http:AllowedHosts:0=localhost:80",
        "Http:AllowedHosts must be names without scheme and port, such as trainyard.example.org or [::1]")]
    [InlineData(
        "--Http:AllowedHosts:0=::1",
        "Http:AllowedHosts must be names without scheme and port, such as trainyard.example.org or [::1]")]
    public void Should_refuse_settings_that_are_none(string setting, string problem) =>
        Assert.Equal(problem, Assert.Throws<SettingsException>(() => Build(setting)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcde\n")]
    [InlineData("0123456789abcdef\n0123456789abcdef\n")]
    public void Should_refuse_a_file_that_holds_no_key(string text)
    {
        var file = Path.Combine(_folder, "key");
        File.WriteAllText(file, text);

        Assert.Equal(
            "Http:KeyFile names a file whose content must be a key of 16 to 512 letters, digits and -._~+/=",
            Assert.Throws<SettingsException>(() => Build($"--Http:KeyFile={file}")).Message);
    }

    [Fact]
    public void Should_refuse_a_key_in_two_places() => Assert.Equal(
        "Http:Key must not be set beside Http:KeyFile",
        Assert.Throws<SettingsException>(() => Build($"--Http:Key={HttpKey.Create()}", "--Http:KeyFile=key")).Message);

    private WebApplication Build(params string[] settings) =>
        new YardBuilder([$"--Data:Folder={_folder}", "--Logging:Level=Fatal", .. settings])
            .Add(new EmptyService()).Build();
}
