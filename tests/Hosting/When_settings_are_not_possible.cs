using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Hosting.Settings;

namespace Trainyard.Hosting.Tests;

public sealed class When_settings_are_not_possible
{
    private const string OtherProcess = "TRAINYARD_TEST_RUN_WITH";

    [Theory]
    [InlineData("Empty:Deep:Interval=02:00:00", "Empty:Deep:Interval must be between 00:00:01 and 01:00:00")]
    [InlineData("Empty:Deep:Interval=hunter2", "Empty:Deep:Interval must be a time span such as 00:00:15")]
    [InlineData("Empty:Deep:Label=", "Empty:Deep:Label must be set")]
    [InlineData("Empty:Deep:IsLoud=hunter2", "Empty:Deep:IsLoud must be true or false")]
    [InlineData("Empty:Deep:Most=hunter2", "Empty:Deep:Most must be a whole number")]
    [InlineData("Bus:Transport=hunter2", "Bus:Transport must be one of InMemory, RabbitMq")]
    [InlineData("Bus:Attempts=0", "Bus:Attempts must be between 1 and 50")]
    [InlineData("Bus:Uri=hunter2", "Bus:Uri " + Bus.BrokerAddress.Rule)]
    [InlineData("Bus:Uri=http://u:hunter2@host/", "Bus:Uri " + Bus.BrokerAddress.Rule)]
    [InlineData("Documents:Store=hunter2", "Documents:Store must be one of Sqlite, Mongo")]
    [InlineData("Data:Folder=", "Data:Folder must be set")]
    [InlineData(
        "Logging:Level=hunter2", "Logging:Level must be one of Verbose, Debug, Information, Warning, Error, Fatal")]
    [InlineData("Logging:Json=hunter2", "Logging:Json must be true or false")]
    public void Should_name_the_key_and_what_would_be_right_but_not_the_value(string setting, string problem) =>
        Assert.Equal(problem, Assert.Throws<SettingsException>(() => Build("--" + setting)).Message);

    [Theory]
    [InlineData("Bus:Prefetchs=1", "Bus:Prefetchs is no setting; Bus has Attempts, ")]
    [InlineData("Empty:Deep:Intervall=hunter2", "Empty:Deep:Intervall is no setting; Empty:Deep has Hook, Interval, ")]
    [InlineData("documents:stor=hunter2", "Documents:stor is no setting; Documents has ")]
    public void Should_refuse_a_name_that_nobody_reads(string setting, string beginning) =>
        Assert.StartsWith(
            beginning, Assert.Throws<SettingsException>(() => Build("--" + setting)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Should_leave_what_others_read_alone()
    {
        await using var app = Build("--Ingestion:Sources=3", "--Empty:Other=1", "--Logging:LogLevel:Default=Debug");

        Assert.Null(Record.Exception(app.Services.CheckSettings));
    }

    [Fact]
    public void Should_name_all_of_a_section_at_once() => Assert.Equal(
        ["Empty:Deep:Interval must be between 00:00:01 and 01:00:00", "Empty:Deep:Label must be set"],
        Assert.Throws<SettingsException>(() => Build("--Empty:Deep:Interval=00:00:00", "--Empty:Deep:Label="))
            .Message.Split(Environment.NewLine));

    [Fact]
    public async Task Should_end_the_process_with_exit_code_1_and_nothing_but_the_problem()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(EmptyService).Assembly.Location])
        {
            Environment = { [OtherProcess] = "--Bus:Attempts=0" },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Equal("Bus:Attempts must be between 1 and 50", error.Trim());
        Assert.Empty(await output);
    }

    [Fact]
    public async Task Should_take_those_that_are()
    {
        await using var app = Build(
            "--Empty:Deep:Interval=00:30:00", "--Empty:Deep:Hook=https://host/x", "--Empty:Deep:IsLoud=true");

        var settings = app.Services.GetRequiredService<EmptySettings>();
        Assert.Equal(
            (TimeSpan.FromMinutes(30), new Uri("https://host/x"), true),
            (settings.Interval, settings.Hook, settings.IsLoud));
    }

    /// <summary>The test program, started again by a test, is a process with the settings that it is given.</summary>
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(OtherProcess) is not { Length: > 0 } setting)
            return;
        YardBuilder.Run([setting], new EmptyService()).GetAwaiter().GetResult();
        Environment.Exit(Environment.ExitCode);
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Build(params string[] settings) =>
        new YardBuilder(settings).Add(new EmptyService()).Build();
}
