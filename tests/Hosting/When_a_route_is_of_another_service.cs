using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Hosting.Http;
using Trainyard.Support;

namespace Trainyard.Hosting.Tests;

public sealed class When_a_route_is_of_another_service
{
    [Fact]
    public async Task Should_be_passed_on_to_the_first_that_has_it_with_body_key_and_query()
    {
        await using var first = await Service(app => app.MapGet("/a", () => "a"));
        await using var second = await Service(app => app.MapPost(
            "/b",
            async (HttpContext http, CancellationToken cancellation) => Results.Json(
                new
                {
                    body = await new StreamReader(http.Request.Body).ReadToEndAsync(cancellation),
                    key = http.Request.Headers.Authorization.ToString(),
                    query = http.Request.QueryString.Value,
                },
                statusCode: 409)));
        await using var front = await Service(app => app.MapGet("/own", () => "own"), first.Address, second.Address);
        using var client = new HttpClient { BaseAddress = new Uri(front.Address) };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer k");

        Assert.Equal("own", await client.GetStringAsync("own", TestContext.Current.CancellationToken));
        Assert.Equal("a", await client.GetStringAsync("a", TestContext.Current.CancellationToken));
        using var answer = await client.PostAsync(
            "b?c=d", new StringContent("e"), TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        using var nowhere = await client.GetAsync("f", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(
            ("e", "Bearer k", "?c=d"),
            (said.GetProperty("body").GetString(), said.GetProperty("key").GetString(),
                said.GetProperty("query").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    private static Task<TestServer> Service(Action<WebApplication> map, params string[] others)
    {
        var passOn = new PassOn([.. others.Select(other => new Uri(other))]);
        return TestServer.Start(_ => { }, app =>
        {
            app.UseRouting();
            app.Use(passOn.Pass);
            map(app);
        });
    }
}
