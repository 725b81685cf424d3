using System.Data;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Serilog.Events;
using Serilog.Parsing;
using Trainyard.Hosting.Telemetry;

namespace Trainyard.Hosting.Tests;

public sealed class When_the_disk_of_documents_is_full : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>All that writes fails over it again and again.</summary>
    [Fact]
    public void Should_be_said_in_one_line_a_minute()
    {
        var lines = new FullDiskLines(isSaid: true, _time);

        Assert.False(lines.IsLeftOut(Line(Full())));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(lines.IsLeftOut(Line(new InvalidOperationException("It failed.", Full()))));
        // All that native code leaves of it.
        Assert.True(lines.IsLeftOut(Line(new DataException("IO Error: x: No space left on device"))));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(lines.IsLeftOut(Line(Full())));
        Assert.True(lines.IsLeftOut(Line(Full())));
    }

    [Fact]
    public void Should_be_left_out_where_the_command_says_it()
    {
        var lines = new FullDiskLines(isSaid: false, _time);

        Assert.True(lines.IsLeftOut(Line(Full())));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(lines.IsLeftOut(Line(Full())));
    }

    [Fact]
    public void Should_be_said_of_each_that_failed_for_good()
    {
        var lines = new FullDiskLines(isSaid: true, _time);

        for (var i = 0; i < 3; i++)
            Assert.False(lines.IsLeftOut(Line(Full(), LogEventLevel.Error)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Should_keep_no_other_line_from_being_said(bool isSaid)
    {
        var lines = new FullDiskLines(isSaid, _time);

        Assert.False(lines.IsLeftOut(Line(null)));
        Assert.False(lines.IsLeftOut(Line(new IOException("The pipe is broken.", 32))));
    }

    /// <summary>It has no room again by itself, as a store comes back that is away.</summary>
    [Fact]
    public async Task Should_be_answered_over_HTTP_in_a_sentence_and_without_when_to_ask_again()
    {
        await using var app = new YardBuilder(
            ["--Urls=http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Logging:Level=Fatal"])
            .Add(new EmptyService(service => service.Routes(
                routes => routes.MapGet("/full", IResult () => throw Full())))).Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var answer = await http.GetAsync(
            new Uri("/full", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.Status507InsufficientStorage, (int)answer.StatusCode);
        Assert.Null(answer.Headers.RetryAfter);
        Assert.Equal(
            "A disk of the service is full. Ask again once there is room.",
            (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(
                TestContext.Current.CancellationToken))!["detail"]);
    }

    private static IOException Full() => new("No space left on device", 28);

    private static LogEvent Line(Exception? failure, LogEventLevel level = LogEventLevel.Warning) => new(
        DateTimeOffset.UnixEpoch, level, failure, new MessageTemplateParser().Parse("It failed."), []);
}
