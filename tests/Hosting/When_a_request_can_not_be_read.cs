using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Trainyard.Hosting.Tests;

public sealed class When_a_request_can_not_be_read : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-").FullName;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var service = new EmptyService(service => service.Routes(routes =>
        {
            routes.MapPost("/notes", (Written written) => written.Words);
            routes.MapGet("/notes", (int? limit) => limit ?? 50);
        }));
        _app = new YardBuilder(["--Urls=http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Logging:Level=Fatal"])
            .Add(service).Build();
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("{\"words\": oops}", "The body can't be read: '$.words' is not what is expected there, or no JSON "
        + "(line 1, byte 11).")]
    [InlineData("{\"words\": [\n1, \"two\"]}", "'$.words[1]'")]
    [InlineData("{\"words\": 5}", "'$.words'")]
    [InlineData("{", "The body can't be read as JSON (line 1, byte 2).")]
    [InlineData("[]", "The body can't be read as JSON (line 1, byte 2).")]
    public async Task Should_say_where_its_body_is_wrong(string body, string expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var detail = await Refused(await _http.PostAsync(
            new Uri("/notes", UriKind.Relative), content, TestContext.Current.CancellationToken));

        Assert.Contains(expected, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Trainyard", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("\"no pe\"")]
    [InlineData("utf-7")]
    [InlineData("utf-8, utf-8")]
    [InlineData("0")]
    public async Task Should_refuse_letters_that_nobody_here_reads(string charset)
    {
        using var content = new ByteArrayContent("""{"words": [1]}"""u8.ToArray());
        _ = content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");

        using var reply = await _http.PostAsync(
            new Uri("/notes", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("\"UTF-8\"")]
    [InlineData("us-ascii")]
    public async Task Should_read_those_that_it_reads(string charset)
    {
        using var content = new ByteArrayContent("""{"words": [1]}"""u8.ToArray());
        _ = content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");

        using var reply = await _http.PostAsync(
            new Uri("/notes", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task Should_name_the_parameter_that_is_wrong() => Assert.Equal(
        "Failed to bind parameter \"Nullable<int> limit\" from \"many\".",
        await Refused(await _http.GetAsync(
            new Uri("/notes?limit=many", UriKind.Relative), TestContext.Current.CancellationToken)));

    private static async Task<string> Refused(HttpResponseMessage reply)
    {
        using (reply)
        {
            Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
            var problem = await reply.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
            return (string?)problem!["detail"] ?? "";
        }
    }

    private sealed record Written(IReadOnlyList<int> Words);
}
